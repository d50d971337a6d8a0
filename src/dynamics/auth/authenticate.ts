import type { Line, OpenLine } from '../line.ts'

/**
 * Turns plain lines into one whose requests carry an identity. A scheme that authenticates the
 * connection (NTLM, Negotiate: RFC 4559 section 6) opens a line of one connection per session and
 * completes its handshake there; one that authenticates the request adds its header and may send
 * once more after a 401, which the server answers before it acts.
 */
export type Authenticate = (openLine: OpenLine, maxConcurrency: number) => Line
