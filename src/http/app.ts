import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify, { LogController, type FastifyBaseLogger } from 'fastify'
import type { IdempotencyStore } from '../ports.ts'
import type { Service } from '../use-cases/service.ts'
import { negotiate } from './accept.ts'
import type { ApiKeys } from './api-keys.ts'
import { apiKeyAuthenticator, authenticate, basicAuthenticator, recognise } from './authenticate.ts'
import { authorize } from './authorize.ts'
import { baseUrlFrom } from './base-url.ts'
import { answerClientError } from './client-error.ts'
import { decorateRequests, type Door } from './context.ts'
import { correlate, correlationIdOf } from './correlation.ts'
import { documentOptions } from './document.ts'
import { addEtag } from './etag.ts'
import { handleError } from './handle-error.ts'
import { claimKey, keepAnswer } from './idempotency.ts'
import { parseJsonBodies, refuseUnaskedBody } from './json-body.ts'
import { logRequest } from './log-requests.ts'
import { readPageNumbers } from './page.ts'
import { auditRoutes } from './routes/audit.ts'
import { decisionRoutes } from './routes/decisions.ts'
import { executionActionRoutes } from './routes/execution-actions.ts'
import { executionRoutes } from './routes/executions.ts'
import { healthRoutes } from './routes/health.ts'
import { linkRoutes } from './routes/links.ts'
import { metricsRoute, type Scrape } from './routes/metrics.ts'
import { openApiRoutes } from './routes/openapi.ts'
import { placeholderRoutes } from './routes/placeholders.ts'
import { planRoutes } from './routes/plans.ts'
import { scanRoutes } from './routes/scans.ts'
import { userRoutes } from './routes/users.ts'
import { components } from './schemas.ts'
import { serializersOnFirstUse } from './serializers-on-first-use.ts'
import { refuseUnknownRoutes } from './unknown-route.ts'

export interface DoorSettings {
  /** Base of the absolute links; left out, it is taken from each request. */
  readonly publicUrl?: string
  /** Whether /docs is there. */
  readonly docs: boolean
  /** How long the head of a request may take to arrive (10 s). */
  readonly headersTimeoutMs?: number
  /** How long all of it may take (30 s). */
  readonly requestTimeoutMs?: number
}

export interface DoorNeeds {
  readonly service: Service
  readonly idempotency: IdempotencyStore
  readonly keys: ApiKeys
  readonly log: FastifyBaseLogger
  readonly settings: DoorSettings
  /** Left out, /metrics is not there. */
  readonly scrape?: () => Promise<Scrape>
  /** Routes beyond the contract; the sandbox has some. */
  readonly more?: (app: Door) => void
}

/** The HTTP API, ready to listen or to be injected. */
export async function createApp(needs: DoorNeeds): Promise<Door> {
  const app = createServer(needs)
  await app.register(swagger, documentOptions)
  app.setErrorHandler(handleError)
  addHooks(app, needs)
  if (needs.settings.docs) {
    await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: docsPolicy })
  }
  addRoutes(app, needs)
  await app.ready()
  return app
}

function createServer({ log, settings }: DoorNeeds): Door {
  const { headersTimeoutMs = 10_000, requestTimeoutMs = 30_000 } = settings
  return fastify({
    loggerInstance: log,
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'correlationId'
    }),
    genReqId: request => correlationIdOf(request.headers),
    requestIdHeader: false,
    bodyLimit: 1024 * 1024,
    requestTimeout: requestTimeoutMs,
    // Silence on a socket; longer than the longest answer, a detection of 500 named users.
    connectionTimeout: 180_000,
    keepAliveTimeout: 65_000,
    http: {
      headersTimeout: headersTimeoutMs,
      connectionsCheckingInterval: Math.min(headersTimeoutMs, 5000)
    },
    // While closing, what still arrives on open connections is answered as ever, then they end.
    return503OnClosing: false,
    // 1,024 characters of a name; measured after decoding. Longer ones name nothing.
    routerOptions: { caseSensitive: true, maxParamLength: 1100 },
    schemaController: { compilersFactory: { buildSerializer: serializersOnFirstUse() } },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, allErrors: true } },
    frameworkErrors: (error, request, reply) => {
      void correlate(request, reply)
      handleError(error, request, reply)
    },
    clientErrorHandler: answerClientError
  }).withTypeProvider<TypeBoxTypeProvider>()
}

/** The pages of /docs have their assets beside them; inline styles are Swagger UI's own. */
const docsPolicy =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"

function waysIn({ keys }: DoorNeeds) {
  return [basicAuthenticator(keys), apiKeyAuthenticator(keys)]
}

function addHooks(app: Door, door: DoorNeeds): void {
  const { service, idempotency } = door
  decorateRequests(app)
  parseJsonBodies(app)
  app.addHook('onRequest', correlate)
  refuseUnknownRoutes(app)
  app.addHook('onRequest', authenticate(waysIn(door)))
  app.addHook('onRequest', authorize(service))
  app.addHook('onRequest', negotiate)
  app.addHook('preValidation', readPageNumbers)
  app.addHook('preValidation', refuseUnaskedBody)
  app.addHook('preHandler', claimKey(idempotency))
  app.addHook('onSend', addEtag)
  app.addHook('onSend', keepAnswer(idempotency))
  app.addHook('onResponse', logRequest)
}

function addRoutes(app: Door, door: DoorNeeds): void {
  const { service, settings, scrape, more } = door
  for (const component of components) app.addSchema(component)
  const needs = {
    service,
    baseUrl: baseUrlFrom(settings.publicUrl),
    recognise: recognise(waysIn(door))
  }
  scanRoutes(app, needs)
  userRoutes(app, needs)
  planRoutes(app, needs)
  decisionRoutes(app, needs)
  executionRoutes(app, needs)
  executionActionRoutes(app, needs)
  placeholderRoutes(app, needs)
  linkRoutes(app, needs)
  auditRoutes(app, needs)
  healthRoutes(app, needs)
  openApiRoutes(app)
  if (scrape) metricsRoute(app, scrape)
  more?.(app)
}
