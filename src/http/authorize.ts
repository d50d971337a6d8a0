import type { FastifyRequest } from 'fastify'
import { RelinkError } from '../errors.ts'
import type { Caller } from '../model/caller.ts'
import type { Service } from '../use-cases/service.ts'

/** onRequest: 403 without the route's role; the attempt becomes a row of the trail. */
export function authorize(service: Pick<Service, 'recordRefusal'>) {
  return async (request: FastifyRequest): Promise<void> => {
    const { role, operation = request.method } = request.routeOptions.config
    if (role === undefined || request.caller.roles.has(role)) return
    await record(service, request, request.caller, operation)
    throw new RelinkError('missing-role', {
      detail: `This needs the role ${role}; ask whoever hands out the credentials for it.`
    })
  }
}

/** A trail that can't be written must not turn a refusal into anything else. */
async function record(
  service: Pick<Service, 'recordRefusal'>,
  request: FastifyRequest,
  caller: Caller,
  operation: string
): Promise<void> {
  try {
    await service.recordRefusal(caller, operation, targetOf(request.params))
  } catch (err) {
    request.log.error({ err, operation }, 'refusal not recorded')
  }
}

/** What the address names: no route has more than one parameter. */
function targetOf(params: unknown): string | undefined {
  const [target] = Object.values(params ?? {})
  return typeof target === 'string' ? target.slice(0, 1024) : undefined
}
