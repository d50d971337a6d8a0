import { openApiDocument } from '../document.ts'
import type { Door } from '../context.ts'

/** The contract, as it is served here. */
export function openApiRoutes(app: Door): void {
  app.get('/openapi.json', { schema: { hide: true } }, async () => openApiDocument(app))
  app.get('/openapi.yaml', { schema: { hide: true } }, async (_request, reply) => {
    return reply.type('application/yaml').send(app.swagger({ yaml: true }))
  })
}
