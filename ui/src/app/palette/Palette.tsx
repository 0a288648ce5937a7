export function Palette({ onClose }: { onClose: () => void }) {
  return <button onClick={onClose}>Close</button>
}
