import type { FastifyReply, FastifyRequest } from 'fastify'
import { RelinkError } from '../errors.ts'

interface Range {
  readonly type: string
  readonly quality: number
}

/** Picks what to answer with; 406 where nothing fits. Routes without `produces` are left alone. */
export async function negotiate(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { produces } = request.routeOptions.config
  if (produces === undefined) return
  const chosen = chooseMediaType(request.headers.accept, produces)
  if (chosen === undefined) throw notAcceptable(produces)
  request.answerType = chosen
  if (produces.length > 1) reply.header('vary', 'accept')
}

/** RFC 9110, section 12.5.1: the most specific range decides on a type, then the highest weight. */
export function chooseMediaType(
  accept: string | undefined,
  produces: readonly string[]
): string | undefined {
  if (accept === undefined || accept.trim() === '') return produces[0]
  const ranges = accept.split(',').map(toRange)
  const weighed = produces.map(type => ({ type, quality: weigh(type, ranges) }))
  const best = weighed.reduce((a, b) => (b.quality > a.quality ? b : a))
  return best.quality > 0 ? best.type : undefined
}

function toRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map(part => part.trim().toLowerCase())
  const weight = parameters.find(parameter => parameter.startsWith('q='))?.slice(2)
  return { type, quality: weight === undefined ? 1 : Number(weight) || 0 }
}

function weigh(type: string, ranges: readonly Range[]): number {
  const [family] = type.split('/')
  for (const wanted of [type, `${family}/*`, '*/*']) {
    const range = ranges.find(range => range.type === wanted)
    if (range) return range.quality
  }
  return 0
}

function notAcceptable(produces: readonly string[]): RelinkError {
  return new RelinkError('not-acceptable', {
    detail: `Send Accept: ${produces.join(' or ')}, or no Accept at all.`
  })
}
