// The viewers, as their own documentation embeds them: a page with the library loaded and idle,
// how a document is opened in it, and what an operation looks like there. Settings are those it
// comes with, except that nothing is asked of other hosts.

/**
 * The functions run in the page and are sent as text, so each is whole in itself.
 * @typedef {object} Viewer
 * @property {string} name
 * @property {string} folder of its files, below the folder of all viewers
 * @property {(files: string) => string} html its page, with the library loaded
 * @property {() => boolean} ready whether the library is there
 * @property {(document: string) => unknown} open
 * @property {() => Iterable<Element>} operations what shows the path or summary of one
 * @property {(() => HTMLElement | null | undefined) | null} closed a group to press where all are closed
 */

/** @param {string} head @param {string} body */
const html = (head, body) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>viewer</title>${head}</head>
<body style="margin:0;height:100vh">${body}</body></html>`

/** @type {Viewer[]} */
export const VIEWERS = [
  {
    name: 'Swagger UI',
    folder: 'swagger-ui-dist',
    html: (files) =>
      html(
        `<link rel="stylesheet" href="${files}/swagger-ui.css">
         <script src="${files}/swagger-ui-bundle.js"></script>`,
        `<div id="app"></div>
         <script>window.viewer = SwaggerUIBundle({ dom_id: '#app', validatorUrl: null })</script>`,
      ),
    ready: () => document.querySelector('#app .swagger-ui') !== null,
    open: (document) => {
      const { specActions } = /** @type {any} */ (globalThis).viewer
      specActions.updateUrl(document)
      specActions.download(document)
    },
    operations: () => document.querySelectorAll('.opblock-summary-path'),
    closed: null,
  },
  {
    name: 'Scalar',
    folder: '@scalar/api-reference',
    html: (files) =>
      html(`<script src="${files}/dist/browser/standalone.js"></script>`, `<div id="app"></div>`),
    ready: () => 'Scalar' in globalThis,
    open: (document) => {
      const { Scalar } = /** @type {any} */ (globalThis)
      Scalar.createApiReference('#app', {
        url: document,
        withDefaultFonts: false,
        telemetry: false,
      })
    },
    operations: () =>
      document.querySelectorAll('a:has(.sidebar-heading-type), [id*="tag/"] a[href*="/"]'),
    closed: null,
  },
  {
    name: 'RapiDoc',
    folder: 'rapidoc',
    html: (files) =>
      html(
        `<script type="module" src="${files}/dist/rapidoc-min.js"></script>`,
        `<rapi-doc id="app" load-fonts="false"></rapi-doc>`,
      ),
    ready: () => customElements.get('rapi-doc') !== undefined,
    open: (document) => {
      globalThis.document.querySelector('rapi-doc')?.setAttribute('spec-url', document)
    },
    operations: () => {
      const root = document.querySelector('rapi-doc')?.shadowRoot
      return root?.querySelectorAll('.nav-bar-path, .section-endpoint') ?? []
    },
    closed: null,
  },
  {
    name: 'Redoc',
    folder: 'redoc',
    html: (files) =>
      html(
        '',
        `<div id="app"></div>
         <script type="module">
           import { init } from '${files}/bundles/redoc.standalone.js'
           window.viewer = init
         </script>`,
      ),
    ready: () => 'viewer' in globalThis,
    open: (document) => {
      const { viewer } = /** @type {any} */ (globalThis)
      viewer(document, { disableTelemetry: true }, globalThis.document.querySelector('#app'))
    },
    operations: () =>
      document.querySelectorAll(
        '.menu-item-type-operation, [data-testid="items-navigation-list"] a',
      ),
    closed: null,
  },
  {
    name: 'Stoplight Elements',
    folder: '@stoplight/elements',
    html: (files) =>
      html(
        `<link rel="stylesheet" href="${files}/styles.min.css">
         <script src="${files}/web-components.min.js"></script>`,
        '',
      ),
    ready: () => customElements.get('elements-api') !== undefined,
    open: (document) => {
      // Its element reads the address once, when it is put on the page.
      const element = globalThis.document.createElement('elements-api')
      element.setAttribute('router', 'hash')
      element.setAttribute('apiDescriptionUrl', document)
      globalThis.document.body.append(element)
    },
    operations: () =>
      document.querySelectorAll(
        'a.ElementsTableOfContentsItem:is([href*="/operations/"], [href*="/paths/"])',
      ),
    closed: () =>
      document.querySelector('.sl-cursor-pointer[title]:has([data-icon="chevron-right"])'),
  },
]
