import { isCertificateCode } from './is-certificate-code.ts'
import type { Exchange } from './line.ts'
import { retryAfterMs } from './retry-after.ts'
import { retryDelayMs } from './retry-delay.ts'
import { odataHeaders, type WebApi } from './web-api.ts'

const maxAttempts = 3
/** `If-None-Match: null` keeps caches from answering (CE docs, "Compose HTTP requests"). */
const readHeaders = { ...odataHeaders, 'if-none-match': 'null' }

/** Sends a GET, again while the fault may pass; the last exchange is given back as it is. */
export async function read(
  { line, clock, log }: WebApi,
  url: URL,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {}
): Promise<Exchange> {
  const request = { method: 'GET', url, headers: { ...readHeaders, ...headers } } as const
  let exchange = await line.send(request, signal)
  for (let attempt = 1; attempt < maxAttempts && mayPass(exchange); attempt += 1) {
    const waitMs = retryDelayMs(attempt, askedMs(exchange, clock.now()), Math.random())
    log.warn({ attempt, waitMs, cause: causeOf(exchange) }, 'read failed, sent again')
    await clock.sleep(waitMs, signal)
    exchange = await line.send(request, signal)
  }
  return exchange
}

const passingStatuses = new Set([429, 502, 503, 504])

function mayPass(exchange: Exchange): boolean {
  if (exchange.kind === 'answer') return passingStatuses.has(exchange.status)
  return !isCertificateCode(exchange.code) && exchange.code !== 'too-large'
}

function askedMs(exchange: Exchange, now: string): number | undefined {
  if (exchange.kind === 'no-answer') return undefined
  return retryAfterMs(exchange.headers['retry-after'], Date.parse(now))
}

function causeOf(exchange: Exchange): string | number {
  return exchange.kind === 'answer' ? exchange.status : exchange.code
}
