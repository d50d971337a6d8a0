import type { IdempotencyStore, IdempotentRequest, KeptAnswer } from '../../src/ports.ts'

/** First answers in memory; without expiry. */
export function fakeIdempotencyStore(): IdempotencyStore {
  const claims = new Map<string, { fingerprint: string; answer?: KeptAnswer }>()
  const slot = ({ caller, key }: IdempotentRequest): string => JSON.stringify([caller, key])
  return {
    async claim(request) {
      const found = claims.get(slot(request))
      if (!found) {
        claims.set(slot(request), { fingerprint: request.fingerprint })
        return { kind: 'claimed' }
      }
      if (found.fingerprint !== request.fingerprint) return { kind: 'reused' }
      return found.answer ? { kind: 'answered', answer: found.answer } : { kind: 'in-use' }
    },
    async keep(request, answer) {
      claims.set(slot(request), { fingerprint: request.fingerprint, answer })
    },
    async release(request) {
      claims.delete(slot(request))
    }
  }
}
