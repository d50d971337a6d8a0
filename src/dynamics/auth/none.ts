import type { Authenticate } from './authenticate.ts'

/** In nobody's name: for an organization on loopback. */
export const none: Authenticate = (openLine, maxConcurrency) => openLine(maxConcurrency)
