import type { Door } from '../context.ts'

/** What a scrape is answered. */
export interface Scrape {
  readonly mediaType: string
  readonly text: string
}

/** For Prometheus, in its text format. */
export function metricsRoute(app: Door, scrape: () => Promise<Scrape>): void {
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    const { mediaType, text } = await scrape()
    return reply.type(mediaType).send(text)
  })
}
