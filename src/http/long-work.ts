import type { FastifyReply, FastifyRequest } from 'fastify'
import { waitSeconds } from './prefer.ts'

export const pollSeconds = 2

interface Progress {
  readonly isTerminal: boolean
}

/** `nextPollSeconds` while there is something to wait for. */
export function pollingHint(work: Progress): { nextPollSeconds?: number } {
  return work.isTerminal ? {} : { nextPollSeconds: pollSeconds }
}

/** The same hint as a header. */
export function hintRetryAfter(reply: FastifyReply, work: Progress): void {
  if (!work.isTerminal) reply.header('retry-after', pollSeconds)
}

/**
 * Answers work that was just started: 202, or 200 when the caller preferred to wait and it ended
 * in that time. `waitFor` resolves at the end or after the seconds, `read` gives the work anew.
 */
export async function settleLongWork<Work extends Progress>(
  request: FastifyRequest,
  reply: FastifyReply,
  started: Work,
  { waitFor, read }: { waitFor: (seconds: number) => Promise<void>; read: () => Promise<Work> }
): Promise<Work> {
  const seconds = waitSeconds(request.headers['prefer'])
  if (seconds > 0) await waitFor(seconds)
  const work = seconds > 0 ? await read() : started
  if (seconds > 0 && work.isTerminal) reply.header('preference-applied', `wait=${seconds}`)
  else reply.code(202)
  hintRetryAfter(reply, work)
  return work
}
