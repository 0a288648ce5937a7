import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { I18nProvider } from 'react-aria-components'

import { Toasts } from '#components/Toast'

import type { makeRouter } from './router'

/** Everything the screens stand on. */
export function Providers({
  client,
  router,
}: {
  client: QueryClient
  router: ReturnType<typeof makeRouter>
}) {
  return (
    <StrictMode>
      <I18nProvider locale="en-GB">
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
          <Toasts />
        </QueryClientProvider>
      </I18nProvider>
    </StrictMode>
  )
}
