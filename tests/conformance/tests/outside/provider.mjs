// An OpenID provider that is not ours, with one person in it. Says where it listens, then serves.
import { Provider } from 'oidc-provider'
import { createServer } from 'node:http'

const server = createServer()
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`
  const person = ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code']
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'keydesk',
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        grant_types: person,
        response_types: ['code'],
        redirect_uris: ['http://127.0.0.1/signed-in'],
      },
      {
        client_id: 'robot one',
        client_secret: 'canary+s/e%c:ret=',
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
      },
      {
        client_id: 'robot-two',
        client_secret: 'canary+s/e%c:ret=',
        token_endpoint_auth_method: 'client_secret_post',
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
      },
    ],
    features: {
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true },
      devInteractions: { enabled: true },
      revocation: { enabled: true, allowedPolicy: () => true },
      introspection: { enabled: true, allowedPolicy: () => true },
    },
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    pkce: { required: () => true },
    ttl: { AccessToken: 600, ClientCredentials: 300, DeviceCode: 600, RefreshToken: 3600 },
    // Answers at the first question that finds a person done.
    findAccount: (_ctx, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
  })
  server.on('request', provider.callback())
  console.log(JSON.stringify({ issuer }))
})
