import t from 'tap'
import { RelinkError } from '../../src/errors.ts'
import type { Trace } from '../../src/model/account.ts'
import { findMismatches } from '../../src/use-cases/find-mismatches.ts'
import { gatherWorld } from '../../src/use-cases/gather-world.ts'
import { accountOf, guidOf, idOf, openContext, userOf } from '../fakes/context.ts'

const never = new AbortController().signal
const deletedAt = '2026-03-01T08:00:00.000Z'
const users = [userOf(1), userOf(2)]
const accounts = [accountOf('CONTOSO\\user1', 1)]

function link(number: number) {
  return {
    systemUserId: idOf(number),
    objectGuid: guidOf(number),
    source: 'scan' as const,
    provenAt: deletedAt
  }
}

t.test('who is in trouble is looked at more closely, nobody else', async t => {
  const { context, store } = await openContext(t, { users, accounts })
  await store.links.put([link(1), link(2)])
  const asked: string[][] = []
  const directory = {
    ...context.directory,
    async traceAccounts(guids: ReadonlySet<string>): Promise<readonly Trace[]> {
      asked.push([...guids])
      return [{ objectGuid: guidOf(2), distinguishedName: 'CN=Gone', deletedAt }]
    }
  }
  const world = await gatherWorld(context, never)
  const findings = await findMismatches({ ...context, directory }, world, never)
  t.same(asked, [[guidOf(2)]])
  t.match(findings, [{ kind: 'inSync' }, { kind: 'orphaned', deletedAt }])
  t.match(findings[1]?.explanation, /deleted on 2026-03-01/)
})

t.test('nobody is in trouble: nothing is asked', async t => {
  const { context, store } = await openContext(t, { users: [userOf(1)], accounts })
  await store.links.put([link(1)])
  const directory = { ...context.directory, traceAccounts: () => t.fail('asked') as never }
  const world = await gatherWorld(context, never)
  t.match(await findMismatches({ ...context, directory }, world, never), [{ kind: 'inSync' }])
})

t.test('without an answer it is judged by what was read', async t => {
  const { context, store } = await openContext(t, { users, accounts })
  await store.links.put([link(2)])
  const away = new RelinkError('directory-unavailable', { detail: 'Gone.' })
  const directory = { ...context.directory, traceAccounts: () => Promise.reject(away) }
  const world = await gatherWorld(context, never)
  const findings = await findMismatches({ ...context, directory }, world, never)
  t.match(findings[1], { kind: 'orphaned', evidence: [{ fact: 'link-baseline' }] })
  const bug = { ...directory, traceAccounts: () => Promise.reject(new TypeError('a bug')) }
  await t.rejects(findMismatches({ ...context, directory: bug }, world, never), TypeError)
})
