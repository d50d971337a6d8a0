import type { IdempotencyStore, IdempotentRequest, KeptAnswer } from '../ports.ts'
import type { Connection } from './connection.ts'
import { fromJson, toJson } from './json.ts'

export function idempotencyStore(connection: Connection): IdempotencyStore {
  return {
    claim: (request, times) => connection.together(bound => claim(bound, request, times)),
    keep: (request, answer) => keep(connection, request, answer),
    release: request => release(connection, request)
  }
}

type Claim = Awaited<ReturnType<IdempotencyStore['claim']>>
type ClaimTimes = Parameters<IdempotencyStore['claim']>[1]

async function claim(
  connection: Connection,
  request: IdempotentRequest,
  times: ClaimTimes
): Promise<Claim> {
  await forgetExpired(connection, times)
  await forgetStale(connection, request, times)
  return (await isFirst(connection, request, times))
    ? { kind: 'claimed' }
    : standing(connection, request)
}

async function forgetExpired({ db }: Connection, { expiredBefore }: ClaimTimes): Promise<void> {
  await db.deleteFrom('idempotencyKeys').where('claimedAt', '<', expiredBefore).execute()
}

async function forgetStale(
  { db }: Connection,
  { caller, key }: IdempotentRequest,
  { staleBefore }: ClaimTimes
): Promise<void> {
  await db
    .deleteFrom('idempotencyKeys')
    .where(eb => eb.and({ caller, key }))
    .where('claimedAt', '<', staleBefore)
    .where('answer', 'is', null)
    .execute()
}

async function isFirst(
  { db }: Connection,
  { caller, key, fingerprint }: IdempotentRequest,
  { now }: ClaimTimes
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('idempotencyKeys')
    .values({ caller, key, fingerprint, claimedAt: now, answer: null })
    .onConflict(conflict => conflict.columns(['caller', 'key']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Released between the two statements, where that can be, it is in use: asked again, it is free. */
async function standing({ db }: Connection, request: IdempotentRequest): Promise<Claim> {
  const { caller, key, fingerprint } = request
  const first = await db
    .selectFrom('idempotencyKeys')
    .select(['fingerprint', 'answer'])
    .where(eb => eb.and({ caller, key }))
    .executeTakeFirst()
  if (first === undefined) return { kind: 'in-use' }
  if (first.fingerprint !== fingerprint) return { kind: 'reused' }
  if (first.answer === null) return { kind: 'in-use' }
  return { kind: 'answered', answer: fromJson(first.answer) }
}

async function keep(
  { db }: Connection,
  { caller, key, fingerprint }: IdempotentRequest,
  answer: KeptAnswer
): Promise<void> {
  await db
    .updateTable('idempotencyKeys')
    .set({ answer: toJson(answer) })
    .where(eb => eb.and({ caller, key, fingerprint }))
    .execute()
}

/** An answer that was kept stays: a late release can't undo it. */
async function release(
  { db }: Connection,
  { caller, key, fingerprint }: IdempotentRequest
): Promise<void> {
  await db
    .deleteFrom('idempotencyKeys')
    .where(eb => eb.and({ caller, key, fingerprint }))
    .where('answer', 'is', null)
    .execute()
}
