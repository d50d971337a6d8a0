import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { SecureContext } from 'node:tls'
import got, { type Got } from 'got'
import { trustedContext } from '../trusted-context.ts'
import { createLimiter } from './create-limiter.ts'
import type { Exchange, Line, OpenLine, Request } from './line.ts'
import { nameFailure } from './name-failure.ts'

export interface LineSettings {
  /** PEM, trusted beside the system's store. */
  readonly ca?: string
  readonly timeoutMs: number
}

export const maxAnswerBytes = 64 * 1024 * 1024
const maxConnectMs = 10_000

/** Redirects are not followed and no status throws: both are answers to be judged. */
export function createOpenLine({ ca, timeoutMs }: LineSettings): OpenLine {
  const secureContext = trustedContext(ca, 'DYNAMICS_CA_FILE')
  const connectMs = Math.min(timeoutMs, maxConnectMs)
  const client = got.extend({
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    responseType: 'buffer',
    https: { rejectUnauthorized: true },
    headers: { 'user-agent': 'relink' },
    timeout: { request: timeoutMs, lookup: connectMs, connect: connectMs, secureConnect: connectMs }
  })
  return connections => openLine(client, secureContext, connections)
}

function openLine(client: Got, secureContext: SecureContext, connections: number): Line {
  const pool = { keepAlive: true, maxSockets: connections }
  const http = new HttpAgent(pool)
  const https = new HttpsAgent({ ...pool, secureContext })
  const bound = client.extend({ agent: { http, https } })
  const limit = createLimiter(connections)
  return {
    send: (request, signal) => limit(() => sendOnce(bound, request, signal), signal),
    close: () => {
      http.destroy()
      https.destroy()
    }
  }
}

async function sendOnce(client: Got, request: Request, signal: AbortSignal): Promise<Exchange> {
  const tooLarge = new AbortController()
  const { url, ...options } = request
  const sending = client(url, {
    ...options,
    headers: { ...request.headers },
    responseType: 'buffer',
    signal: AbortSignal.any([signal, tooLarge.signal])
  })
  void sending.on('downloadProgress', ({ transferred }) => {
    if (transferred > maxAnswerBytes) tooLarge.abort()
  })
  try {
    const { statusCode, headers, body } = await sending
    return { kind: 'answer', status: statusCode, headers, body }
  } catch (error) {
    signal.throwIfAborted()
    if (tooLarge.signal.aborted) return { kind: 'no-answer', isUnsent: false, code: 'too-large' }
    return nameFailure(error)
  }
}
