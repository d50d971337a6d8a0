import type { FastifyReply, FastifyRequest } from 'fastify'
import { RelinkError } from '../errors.ts'
import type { Caller, Role } from '../model/caller.ts'
import { present } from '../model/present.ts'
import type { ApiKeys } from './api-keys.ts'
import { onBehalfOf } from './on-behalf-of.ts'

/** Who somebody proved to be. */
export interface Identity {
  readonly name: string
  readonly roles: readonly Role[]
}

/** One way in. The first in the list that finds its kind of credentials decides alone. */
export interface Authenticator {
  /** For `WWW-Authenticate`. */
  readonly challenge: string
  /** Undefined: none of my kind here. 'refused': mine, and wrong. */
  identify(request: FastifyRequest): Promise<Identity | 'refused' | undefined>
}

/** `X-API-Key: rlk_…` */
export function apiKeyAuthenticator(keys: ApiKeys): Authenticator {
  return {
    challenge: 'ApiKey realm="relink"',
    async identify(request) {
      const secret = request.headers['x-api-key']
      if (typeof secret !== 'string') return undefined
      return (await keys.find(secret)) ?? 'refused'
    }
  }
}

/** HTTP Basic: the key's name as user name, its secret as password. */
export function basicAuthenticator(keys: ApiKeys): Authenticator {
  return {
    challenge: 'Basic realm="relink", charset="UTF-8"',
    async identify(request) {
      const encoded = /^Basic +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1]
      if (encoded === undefined) return undefined
      const [name, ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
      const key = await keys.find(rest.join(':'))
      return key?.name === name ? (key ?? 'refused') : 'refused'
    }
  }
}

/** onRequest: knows the caller of every route that has a role, or answers 401. */
export function authenticate(authenticators: readonly Authenticator[]) {
  const challenges = authenticators.map(({ challenge }) => challenge)
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (request.routeOptions.config.role === undefined) return
    const identity = await identify(authenticators, request)
    if (identity === undefined || identity === 'refused') {
      reply.header('www-authenticate', challenges.join(', '))
      throw unauthenticated(identity)
    }
    request.caller = toCaller(identity, request)
  }
}

/** For a route that is open to everyone: who asks, if they say so and it is true. */
export function recognise(authenticators: readonly Authenticator[]) {
  return async (request: FastifyRequest): Promise<Caller | undefined> => {
    const identity = await identify(authenticators, request)
    return identity && identity !== 'refused' ? toCaller(identity, request) : undefined
  }
}

async function identify(authenticators: readonly Authenticator[], request: FastifyRequest) {
  for (const authenticator of authenticators) {
    const identity = await authenticator.identify(request)
    if (identity !== undefined) return identity
  }
  return undefined
}

/** Each role implies reader; nothing else implies anything. */
function toCaller({ name, roles }: Identity, request: FastifyRequest): Caller {
  return present({
    name,
    roles: new Set<Role>([...roles, 'reader']),
    onBehalfOf: onBehalfOf(request.headers['x-on-behalf-of']),
    remoteAddress: request.ip
  })
}

function unauthenticated(identity: 'refused' | undefined): RelinkError {
  const what = identity === 'refused' ? 'These credentials are not valid' : 'Say who you are'
  return new RelinkError('unauthenticated', {
    detail: `${what}: send an API key as X-API-Key, or its name and secret by HTTP Basic.`
  })
}
