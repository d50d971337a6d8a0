import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse
} from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Heard {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export type Reply = (response: ServerResponse, heard: Heard) => void

export interface ScriptedServer {
  /** Organization URL. */
  readonly url: string
  readonly origin: string
  readonly heard: readonly Heard[]
}

interface Test {
  teardown(end: () => void): void
}

/** A real HTTP server that answers as told, in order; the last reply answers all that follow. */
export async function startScriptedServer(
  t: Test,
  replies: readonly Reply[],
  create: (listener: RequestListener) => Server = createServer
): Promise<ScriptedServer> {
  const heard: Heard[] = []
  const server = create(async (request, response) => {
    const one = await hear(request)
    heard.push(one)
    replies[Math.min(heard.length, replies.length) - 1]?.(response, one)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  const origin = `${create === createServer ? 'http' : 'https'}://localhost:${port}`
  return { url: `${origin}/Contoso`, origin, heard }
}

async function hear(request: IncomingMessage): Promise<Heard> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  const { method = '', url = '', headers } = request
  return { method, path: url, headers, body }
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return raw(status, JSON.stringify(body), { 'content-type': 'application/json', ...headers })
}

export function html(status: number, headers: Record<string, string> = {}): Reply {
  const page = '<!DOCTYPE html><title>secret upstream page</title>'
  return raw(status, page, { 'content-type': 'text/html; charset=utf-8', ...headers })
}

export function raw(
  status: number,
  body: string | Uint8Array,
  headers: Record<string, string | string[]> = {}
): Reply {
  return response => response.writeHead(status, headers).end(body)
}

/** An error of the Web API, with the stack trace that older servers add. */
export function fault(status: number, code: unknown, message = ''): Reply {
  const innererror = { message, type: 'secret', stacktrace: 'at Microsoft.Crm.Secret()' }
  return json(status, { error: { code, message, innererror } })
}

export const hang: Reply = () => undefined
export const reset: Reply = response => response.socket?.resetAndDestroy()

/** Promises more than it sends, then cuts the connection. */
export function truncated(status: number, body: string): Reply {
  return response => {
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': body.length + 100
    })
    response.write(body, () => response.socket?.destroy())
  }
}
