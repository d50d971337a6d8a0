import { pino } from 'pino'
import type { IdempotencyStore } from '../ports.ts'
import type { Service } from '../use-cases/service.ts'
import { createApp } from './app.ts'
import { openApiDocument } from './document.ts'

/** The OpenAPI document as text: built from the routes, which are never called for it. */
export async function describeApi(): Promise<{ json: string; yaml: string }> {
  const app = await createApp({
    service: {} as Service,
    idempotency: {} as IdempotencyStore,
    keys: { find: async () => undefined },
    log: pino({ level: 'silent' }),
    settings: { docs: false }
  })
  const json = `${JSON.stringify(openApiDocument(app), undefined, 2)}\n`
  const yaml = app.swagger({ yaml: true })
  await app.close()
  return { json, yaml }
}
