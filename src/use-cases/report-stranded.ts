import type { Domain } from '../model/account.ts'
import type { User } from '../model/user.ts'
import { fold, recordNameKey, spellings } from '../planning/logon-name.ts'
import type { Park } from '../ports.ts'
import type { Context } from './context.ts'
import { placeholderNames } from './placeholder-names.ts'
import { recordDeed } from './record-deed.ts'

/**
 * Looks for records that name a placeholder though nothing runs: each is reported in the log and,
 * unless it is already the last word there, in the trail; all are counted for the metric. Answers
 * the executions that parked them.
 */
export async function reportStranded(
  context: Context,
  signal: AbortSignal
): Promise<readonly string[]> {
  const { directory, store } = context
  const parks = await store.executions.parks()
  const names = [
    ...(await placeholderNames(context, signal)),
    ...parks.map(each => each.placeholder)
  ]
  const domains = await directory.domains(signal)
  const users = await usersNamed(context, names, domains, signal)
  context.metrics.setStrandedUsers(users.length)
  const byWhom = users.map(user => {
    const held = recordNameKey(user.domainName, domains)
    return { user, park: parks.findLast(park => isBy(park, user, held)) }
  })
  for (const { user, park } of byWhom) await report(context, user, park)
  return [...new Set(byWhom.flatMap(({ park }) => park?.executionId ?? []))]
}

async function usersNamed(
  { organization }: Context,
  names: readonly string[],
  domains: readonly Domain[],
  signal: AbortSignal
): Promise<readonly User[]> {
  if (names.length === 0) return []
  const keys = {
    systemUserIds: new Set<string>(),
    domainNames: new Set(names.flatMap(name => spellings(name, domains))),
    emails: new Set<string>(),
    employeeIds: new Set<string>()
  }
  return organization.findUsers(keys, signal)
}

function isBy({ systemUserId, placeholder }: Park, user: User, held: string): boolean {
  return systemUserId === user.systemUserId && fold(placeholder) === held
}

async function report(
  { store, clock, log }: Context,
  { systemUserId, domainName }: User,
  park: Park | undefined
): Promise<void> {
  log.error({ systemUserId, executionId: park?.executionId }, 'stranded on placeholder')
  const filter = { action: 'stranded-on-placeholder', target: systemUserId }
  const { totalCount } = await store.audit.list(filter, { offset: 0, limit: 1 })
  const { rows } = await store.audit.list(filter, { offset: Math.max(0, totalCount - 1), limit: 1 })
  const isNews = rows[0]?.after !== domainName || rows[0].before !== park?.executionId
  if (!isNews) return
  await recordDeed(
    store,
    clock,
    { name: 'relink' },
    {
      ...filter,
      outcome: 'failed',
      after: domainName,
      ...(park && { before: park.executionId })
    }
  )
}
