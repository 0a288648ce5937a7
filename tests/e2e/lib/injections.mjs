// Four hundred texts that would run a script, load something or draw an element where they are
// taken for anything but text, and a document that has each of them in twelve fields.

/** What is run by whatever takes a text for a script. */
const RUN = 'window.__ran=(window.__ran||0)+1'

/** Elements, addresses and notations that start something by themselves or by a touch. */
const SEEDS = [
  `<script>${RUN}</script>`,
  `<img src=x onerror="${RUN}">`,
  `<svg onload="${RUN}"></svg>`,
  `<svg><script>${RUN}</script></svg>`,
  `<svg><animate onbegin="${RUN}" attributeName=x dur=1s></svg>`,
  `<math><mtext><img src=x onerror="${RUN}"></mtext></math>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  `<iframe src="javascript:parent.${RUN}"></iframe>`,
  `<object data="javascript:${RUN}"></object>`,
  `<embed src="javascript:${RUN}">`,
  `<body onload="${RUN}">`,
  `<details open ontoggle="${RUN}"><summary>x</summary></details>`,
  `<input autofocus onfocus="${RUN}">`,
  `<video><source onerror="${RUN}"></video>`,
  `<audio src=x onerror="${RUN}"></audio>`,
  `<marquee onstart="${RUN}">x</marquee>`,
  `<a href="javascript:${RUN}" autofocus>x</a>`,
  `<form action="javascript:${RUN}"><button autofocus>x</button></form>`,
  `<style>@import 'https://evil.example/x.css';*{background:url(https://evil.example/x)}</style>`,
  `<link rel=stylesheet href="https://evil.example/x.css">`,
  `<meta http-equiv=refresh content="0;url=javascript:${RUN}">`,
  `<base href="https://evil.example/">`,
  `<template><img src=x onerror="${RUN}"></template>`,
  `<noscript><p title="</noscript><img src=x onerror='${RUN}'>">`,
  `<table><td background="javascript:${RUN}"></table>`,
  `<div style="background:url(javascript:${RUN})">x</div>`,
  `<x onclick="${RUN}" contenteditable>x</x>`,
  `<frameset onload="${RUN}"></frameset>`,
  `<isindex action="javascript:${RUN}" type=image>`,
  `<keygen autofocus onfocus="${RUN}">`,
  `[x](javascript:${RUN})`,
  `[x](data:text/html,<script>${RUN}</script>)`,
  `![x](https://evil.example/x.png)`,
  `![x](x"onerror="${RUN})`,
  `<javascript:${RUN}>`,
  `[x]: javascript:${RUN}\n\n[x]`,
  `&lt;img src=x onerror=&quot;${RUN}&quot;&gt;`,
  `\\u003cimg src=x onerror=${RUN}\\u003e`,
  `\${${RUN}} {{constructor.constructor('${RUN}')()}}`,
  `__proto__ constructor <img src=x onerror=${RUN}>`,
]

/** Ways to get out of whatever a text is put into. */
const WAYS = [
  (/** @type {string} */ text) => text,
  (/** @type {string} */ text) => `">${text}`,
  (/** @type {string} */ text) => `'>${text}`,
  (/** @type {string} */ text) => `-->${text}<!--`,
  (/** @type {string} */ text) => `]]>${text}<![CDATA[`,
  (/** @type {string} */ text) => `</title></textarea></style></script>${text}`,
  (/** @type {string} */ text) => `\`\`\`\n\`\`\`${text}`,
  (/** @type {string} */ text) => text.replaceAll('<', '<\u0000').replaceAll('script', 'scr\tipt'),
  (/** @type {string} */ text) => text.replaceAll(/[a-z](?=[^a-z])/gu, (end) => end.toUpperCase()),
  (/** @type {string} */ text) => `* ${text}\n> ${text}\n\n# ${text}`,
]

/** The texts. */
export const TEXTS = SEEDS.flatMap((seed) => WAYS.map((way) => way(seed)))

/** The fields each of them stands in. */
export const FIELDS = /** @type {const} */ ([
  'tag',
  'summary',
  'description',
  'parameter',
  'parameterDescription',
  'property',
  'propertyDescription',
  'enum',
  'default',
  'exampleField',
  'example',
  'answer',
])

/** How a text in a field is recognised on the screen. */
export const sign = (/** @type {number} */ text, /** @type {number} */ field) =>
  `k${text}f${field}.`

/** The key of the operation that has a text in its head. */
export const keyOf = (/** @type {number} */ text) => `POST /k${text}`

/** So many texts stand in the parts of one operation; its head has room for one. */
export const TOGETHER = 4

/** A document with an operation for each text. */
export function hostileDocument() {
  const paths = Object.fromEntries(
    TEXTS.map((_, at) => [
      `/k${at}`,
      { post: { ...head(at), ...(at % TOGETHER ? bare : parts(at)) } },
    ]),
  )
  return { openapi: '3.1.0', info: { title: 'Hostile', version: '1' }, paths }
}

/** @param {number} at @param {(typeof FIELDS)[number]} field */
const put = (at, field) => `${sign(at, FIELDS.indexOf(field))} ${TEXTS[at]}`

/** @param {number} at */
const head = (at) => ({
  tags: [put(at, 'tag')],
  summary: put(at, 'summary'),
  description: put(at, 'description'),
})

const bare = { responses: { 200: { description: 'Done' } } }

/** The parts of an operation, with the texts from one on. @param {number} first */
function parts(first) {
  const all = Array.from({ length: TOGETHER }, (_, more) => first + more)
  const schema = (/** @type {number} */ at) => ({
    type: 'object',
    properties: {
      [put(at, 'property')]: { type: 'string', description: put(at, 'propertyDescription') },
      [`chosen${at}`]: { type: 'string', enum: [put(at, 'enum')] },
      [`usual${at}`]: { type: 'string', default: put(at, 'default') },
    },
  })
  const together = {
    type: 'object',
    properties: Object.assign({}, ...all.map((at) => schema(at).properties)),
  }
  const example = Object.fromEntries(all.map((at) => [put(at, 'exampleField'), put(at, 'example')]))
  return {
    parameters: all.map((at) => ({
      name: put(at, 'parameter'),
      in: 'query',
      description: put(at, 'parameterDescription'),
      schema: { type: 'string' },
    })),
    requestBody: { content: { 'application/json': { schema: together, example } } },
    responses: Object.fromEntries(
      all.map((at, more) => [200 + more, { description: put(at, 'answer') }]),
    ),
  }
}
