import type { UserRecord } from '../model/user.ts'
import { expectJson } from './expect-json.ts'
import { isGuid } from './is-guid.ts'
import type { Exchange } from './line.ts'
import { matchFault } from './match-fault.ts'
import { parseUserRecord } from './parse-user-record.ts'
import { readFault } from './read-fault.ts'
import { read } from './read.ts'
import { recordAttributes } from './user-attributes.ts'
import { recordUrl, type WebApi } from './web-api.ts'

/** Undefined when the Web API says that there is no such record; a 404 of IIS is no such word. */
export async function readUser(
  api: WebApi,
  systemUserId: string,
  signal: AbortSignal
): Promise<UserRecord | undefined> {
  if (!isGuid(systemUserId)) return undefined
  const exchange = await read(api, recordUrl(api.base, systemUserId, recordAttributes), signal)
  return saysAbsent(exchange) ? undefined : parseUserRecord(expectJson(exchange))
}

function saysAbsent(exchange: Exchange): boolean {
  if (exchange.kind === 'no-answer') return false
  const fault = readFault(exchange)
  if (matchFault(fault)?.kind === 'user-not-found') return true
  return fault.status === 404 && fault.isWebApi && fault.code === undefined
}
