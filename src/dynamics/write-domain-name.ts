import type { DomainNameWrite, WriteOutcome } from '../ports.ts'
import type { UserRecord } from '../model/user.ts'
import { isEtag } from './is-etag.ts'
import { isGuid } from './is-guid.ts'
import { judgeWrite } from './judge-write.ts'
import type { Answer, Exchange, Request } from './line.ts'
import { parseJson } from './parse-json.ts'
import { parseUserRecord } from './parse-user-record.ts'
import { readUser } from './read-user.ts'
import { recordAttributes } from './user-attributes.ts'
import { odataHeaders, recordUrl, type WebApi } from './web-api.ts'

/**
 * Sends the PATCH once, never again: what is unclear is for the caller to settle by reading. When
 * the signal aborts it after it was sent, it rejects with the signal's reason and is unclear too.
 */
export async function writeDomainName(
  api: WebApi,
  write: DomainNameWrite,
  signal: AbortSignal
): Promise<WriteOutcome> {
  if (!isGuid(write.systemUserId)) return { kind: 'user-not-found' }
  // Without a true ETag the PATCH would overwrite a foreign change, or create a user: it upserts.
  if (!isEtag(write.etag)) return { kind: 'stale' }
  const exchange = await api.line.send(patch(api, write), signal)
  const outcome = await settle(api, write, exchange, signal)
  if (outcome.kind !== 'written') logUnwritten(api, write, exchange, outcome)
  return outcome
}

function patch({ base }: WebApi, { systemUserId, domainName, etag }: DomainNameWrite): Request {
  return {
    method: 'PATCH',
    url: recordUrl(base, systemUserId, recordAttributes),
    headers: {
      ...odataHeaders,
      'content-type': 'application/json; charset=utf-8',
      'if-match': etag,
      prefer: 'return=representation'
    },
    body: JSON.stringify({ domainname: domainName })
  }
}

async function settle(
  api: WebApi,
  write: DomainNameWrite,
  exchange: Exchange,
  signal: AbortSignal
): Promise<WriteOutcome> {
  if (exchange.kind === 'answer') {
    if (exchange.status === 200) return takeRepresentation(exchange, write)
    if (exchange.status === 204) return readBack(api, write, signal)
  }
  return judgeWrite(exchange, Date.parse(api.clock.now()))
}

/** An unusable body under a 200 (a log-on page, half a record) proves nothing. */
function takeRepresentation({ body }: Answer, { systemUserId }: DomainNameWrite): WriteOutcome {
  const user = attempt(() => parseUserRecord(parseJson(body) ?? {}))
  return user?.systemUserId === systemUserId.toLowerCase()
    ? { kind: 'written', user }
    : {
        kind: 'unclear',
        detail: 'Dynamics answered the write with something else than the record.'
      }
}

/** The server does not give records back (`return=representation` is a wish): read it. */
async function readBack(
  api: WebApi,
  { systemUserId }: DomainNameWrite,
  signal: AbortSignal
): Promise<WriteOutcome> {
  const user = await readUser(api, systemUserId, signal).catch(() => signal.throwIfAborted())
  if (user) return { kind: 'written', user }
  return { kind: 'unclear', detail: 'Dynamics took the write, but the record could not be read.' }
}

function attempt(parse: () => UserRecord): UserRecord | undefined {
  try {
    return parse()
  } catch {
    return undefined
  }
}

function logUnwritten(
  { log }: WebApi,
  { systemUserId }: DomainNameWrite,
  exchange: Exchange,
  { kind }: WriteOutcome
): void {
  const cause = exchange.kind === 'answer' ? exchange.status : exchange.code
  log.warn({ systemUserId, outcome: kind, cause }, 'logon name not written')
}
