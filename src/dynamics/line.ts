import type { IncomingHttpHeaders } from 'node:http'

/** Kept-alive connections that nobody else uses: whoever logs on by connection can own them. */
export interface Line {
  /** Sends once, repeats nothing. Rejects only with the signal's reason. */
  send(request: Request, signal: AbortSignal): Promise<Exchange>
  close(): void
}

export type OpenLine = (connections: number) => Line

export interface Request {
  readonly method: 'GET' | 'PATCH'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** What came of it: an answer of whatever status, whole and bounded, or none. */
export type Exchange = Answer | NoAnswer

export interface Answer {
  readonly kind: 'answer'
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Uint8Array
}

export interface NoAnswer {
  readonly kind: 'no-answer'
  /** True when the server can't have seen the request. */
  readonly isUnsent: boolean
  /** Of Node, OpenSSL or got, e.g. `ECONNREFUSED`, or `too-large`. */
  readonly code: string
}
