/** Puts text on the clipboard. Answers whether the system let us. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    // A system may keep the clipboard to itself; the caller says so where the button is.
    return false
  }
}
