// What a person does in a browser: signs in, agrees, and follows wherever that leads.
let address = new URL(process.argv[2])
let form
const jar = new Map()
for (let step = 0; step < 30; step += 1) {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await fetch(address, {
    redirect: 'manual',
    method: form ? 'POST' : 'GET',
    headers: cookie ? { cookie } : {},
    body: form,
  })
  form = undefined
  for (const set of answer.headers.getSetCookie()) {
    const [pair] = set.split(';')
    const at = pair.indexOf('=')
    jar.set(pair.slice(0, at), pair.slice(at + 1))
  }
  const to = answer.headers.get('location')
  if (to) {
    address = new URL(to, address)
    continue
  }
  const page = await answer.text()
  const found = /<form[^>]*action="([^"]+)"[\s\S]*?<\/form>/.exec(page)
  if (!found) {
    console.log(`${answer.status} ${page.replace(/<[^>]*>|\s+/g, ' ').slice(0, 200)}`)
    break
  }
  address = new URL(found[1].replaceAll('&amp;', '&'), address)
  form = new URLSearchParams()
  for (const [input] of found[0].matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1]
    if (name) form.set(name, /value="([^"]*)"/.exec(input)?.[1] ?? 'somebody')
  }
  if (/confirm/.test(page) && form.has('xsrf')) form.set('confirm', 'yes')
}
