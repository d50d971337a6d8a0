import type { SwaggerOptions } from '@fastify/swagger'
import type { Door } from './context.ts'

const description = `Repairs dangling links between Dynamics 365 (on-premises) user records and
Active Directory accounts: detect, plan, execute.

Long work answers 202 with \`Location\`; poll it until \`isTerminal\`. Every list takes \`page\` and
\`pageSize\` and has a \`nextLink\` until its last page. Problems are RFC 9457; \`type\` is
\`urn:relink:problem:\` and the \`code\`. \`X-Correlation-ID\` and \`traceparent\` are taken over and
echoed on every answer. \`X-On-Behalf-Of\` names, in at most 200 characters, for whom a call is made.
Single resources carry an \`ETag\`; \`If-None-Match\` answers 304.`.replaceAll(
  /(?<!\n)\n(?!\n)/g,
  ' '
)

/** OpenAPI 3.0.3, in the subset that importers read. */
export const documentOptions: SwaggerOptions = {
  openapi: {
    openapi: '3.0.3',
    info: { title: 'relink', version: '1.0.0', description },
    tags: [
      { name: 'Detect', description: 'Who can no longer log on, and why' },
      { name: 'Plan', description: 'What would be written, in an order that cannot collide' },
      { name: 'Execute', description: 'Carrying a plan out, so that nobody is left half way' },
      {
        name: 'Link baseline',
        description: 'Which account each user record is proven to be bound to'
      },
      { name: 'Audit', description: 'Who did what for whom' },
      { name: 'Health', description: 'For probes' }
    ],
    components: {
      securitySchemes: {
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
        basic: { type: 'http', scheme: 'basic', description: "The key's name and its secret" }
      }
    },
    security: [{ apiKey: [] }, { basic: [] }]
  },
  refResolver: { buildLocalReference: schema => schema.$id as string },
  transformObject: document => {
    if (!('openapiObject' in document)) return document.swaggerObject
    return placeRequestExamples(document.openapiObject)
  }
}

type OpenApi = ReturnType<Door['swagger']>

/** Plain data, without the undefined fields that the generator leaves. */
export function openApiDocument(app: Door): OpenApi {
  return JSON.parse(JSON.stringify(app.swagger())) as OpenApi
}

interface Operation {
  'x-request-examples'?: Readonly<Record<string, unknown>>
  requestBody?: { content: Record<string, { example?: unknown }> }
}

/** The generator drops what stands beside a `$ref`, so body examples travel on the operation. */
function placeRequestExamples<Document extends { paths?: object }>(document: Document): Document {
  for (const path of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(path as Record<string, Operation>)) {
      const { 'x-request-examples': examples, requestBody } = operation
      delete operation['x-request-examples']
      for (const [type, media] of Object.entries(requestBody?.content ?? {}))
        media.example = examples?.[type]
    }
  }
  return document
}
