import t from 'tap'
import { RelinkError } from '../../src/errors.ts'
import type { WrittenRow } from '../../src/model/written-row.ts'
import type { Store } from '../../src/ports.ts'
import { importLinks } from '../../src/use-cases/import-links.ts'
import { accountOf, caller, guidOf, idOf, openContext } from '../fakes/context.ts'
import { everything, link } from '../store/samples.ts'
import { keepExecution, placeholder } from './hops.ts'

const ada = caller('ada')

t.test('new rows are imported, known ones are unchanged', async t => {
  const { context, store } = await openContext(t)
  const rows = [row(1, 1), row(2, 2)]
  t.same(await importLinks(context, ada, rows), { imported: 2, unchanged: 0, conflicts: 0 })
  t.same(await importLinks(context, ada, [...rows, row(3, 3)]), {
    imported: 1,
    unchanged: 2,
    conflicts: 0
  })
  t.same(
    (await store.links.all()).map(each => each.source),
    ['import', 'import', 'import']
  )
})

t.test('two who swapped their accounts are corrected together, in any case of letters', async t => {
  const { context, store } = await openContext(t)
  await importLinks(context, ada, [row(1, 1), row(2, 2)])
  const swapped = [row(1, 2), row(2, 1)].map(({ fields }) => ({
    fields: {
      systemUserId: fields.systemUserId.toUpperCase(),
      objectGuid: fields.objectGuid.toUpperCase()
    }
  }))
  t.match(await importLinks(context, ada, swapped), { imported: 2 })
  const links = await store.links.ofUsers([idOf(1)])
  t.match(links, [{ objectGuid: guidOf(2) }])
})

t.test('the SID of another account does not stay behind', async t => {
  const { context, store } = await openContext(t)
  await store.links.put([link({ systemUserId: idOf(1), objectSid: 'S-1-5-21-1' })])
  await importLinks(context, ada, [row(1, 1)])
  const [{ objectSid, objectGuid } = link()] = await store.links.all()
  t.same([objectSid, objectGuid], [undefined, guidOf(1)])
})

t.test('one bad row and nothing is imported; every bad row is named', async t => {
  const { context, store } = await openContext(t)
  await importLinks(context, ada, [row(9, 9)])
  const rows = [row(1, 1), row(2, 9), row(3, 3), row(3, 4), row(5, 1)]
  const error = await refusal(importLinks(context, ada, rows))
  t.equal(error.code, 'link-conflict')
  t.same(pointers(error), ['/value/1', '/value/3', '/value/4'])
  t.same(await known(store), [idOf(9)])
  const { rows: trail } = await store.audit.list({ action: 'import-links' }, everything)
  t.equal(trail.length, 1, 'what was refused is no deed')
})

t.test('rows that cannot be read and conflicts are told in one answer', async t => {
  const { context, store } = await openContext(t)
  await importLinks(context, ada, [row(9, 9)])
  const rows = [row(1, 1), { line: 3, unreadable: 'Not JSON.' }, row(2, 9)]
  const error = await refusal(importLinks(context, ada, rows))
  t.equal(error.code, 'invalid-rows')
  t.match(
    error.details.detail,
    /^Nothing was imported\. Correct the rows that errors names and send/
  )
  t.match(error.details.errors, [
    { pointer: '/value/1', line: 3, detail: 'Line 3: Not JSON.' },
    { pointer: '/value/2' }
  ])
  t.same(await known(store), [idOf(9)])
})

t.test('a thousand bad rows are named, and how many there are', async t => {
  const { context } = await openContext(t)
  const rows = Array.from({ length: 1500 }, () => ({ unreadable: 'No.' }))
  const error = await refusal(importLinks(context, ada, rows))
  t.equal(error.details.errors?.length, 1000)
  t.match(error.details.detail, /names \(the first 1000 of 1500\)/)
})

t.test("a record on a placeholder is nobody's account", async t => {
  const { context, store } = await openContext(t)
  await keepExecution(store)
  const pool = { fields: { ...row(7, 7).fields, domainName: 'contoso\\CRM-Park-01' } }
  t.equal((await refusal(importLinks(context, ada, [pool]))).code, 'invalid-rows')
  for (const spelling of ['contoso.test\\crm-park-01', 'CRM-Park-01@contoso.test']) {
    const spelled = { ...context, policy: { ...context.policy, placeholders: [spelling] } }
    t.equal((await refusal(importLinks(spelled, ada, [pool]))).code, 'invalid-rows', spelling)
  }
  const formerPool = { ...context, policy: { ...context.policy, placeholders: [] } }
  t.match(await importLinks(formerPool, ada, [pool]), { imported: 1 })
  const byGuid = await refusal(importLinks(formerPool, ada, [row(1, 1), row(8, 90)]))
  t.equal(byGuid.code, 'invalid-rows')
  t.same(pointers(byGuid), ['/value/1'])
})

t.test(
  'a placeholder of the pool is known by its account, before anybody was parked on it',
  async t => {
    const { context, store } = await openContext(t, {
      accounts: [accountOf(placeholder, 90), accountOf('CONTOSO\\in-unit', 91)]
    })
    const spelled = [
      'CONTOSO\\CRM-Park-01',
      'contoso.test\\crm-park-01',
      'crm-park-01@contoso.test'
    ]
    for (const name of spelled) {
      const configured = { ...context, policy: { ...context.policy, placeholders: [name] } }
      const error = await refusal(importLinks(configured, ada, [row(1, 1), row(2, 90)]))
      t.same([error.code, pointers(error)], ['invalid-rows', ['/value/1']], name)
    }
    const inUnit = {
      ...context,
      directory: {
        ...context.directory,
        accountsInUnit: async () => [accountOf('CONTOSO\\in-unit', 91)]
      },
      policy: { ...context.policy, placeholders: [], placeholderUnit: 'OU=Parks' }
    }
    t.equal((await refusal(importLinks(inUnit, ada, [row(2, 91)]))).code, 'invalid-rows')
    t.same(await known(store), [])
  }
)

t.test('while Active Directory cannot be asked, nothing is imported', async t => {
  const { context, store } = await openContext(t)
  const down = async () => {
    throw new RelinkError('directory-unavailable', { detail: 'Down.', retryable: true })
  }
  const directory = { ...context.directory, domains: down, findAccounts: down }
  const error = await refusal(importLinks({ ...context, directory }, ada, [row(1, 1)]))
  t.equal(error.code, 'directory-unavailable')
  t.same(await known(store), [])
})

t.test('a list is older than what a map proved, and nothing of it is imported', async t => {
  const { context, store } = await openContext(t)
  const proven = link({ systemUserId: idOf(1), objectGuid: guidOf(3), source: 'map' })
  await store.links.put([proven])
  const error = await refusal(importLinks(context, ada, [row(1, 2), row(4, 4)]))
  t.equal(error.code, 'link-conflict')
  t.same(pointers(error), ['/value/0'])
  t.strictSame(await store.links.all(), [proven])
  t.match(await importLinks(context, ada, [row(1, 3), row(4, 4)]), { imported: 1, unchanged: 1 })
})

t.test('a list that was exported after a map replaces what that proved', async t => {
  const { context, store } = await openContext(t)
  const provenAt = '2026-02-01T00:00:00.000Z'
  await store.links.put([link({ systemUserId: idOf(1), source: 'map', provenAt })])
  const at = (exportedAt: string) => importLinks(context, ada, [row(1, 2)], exportedAt)
  t.equal((await refusal(at(provenAt))).code, 'link-conflict')
  t.match(await refusal(at('2026-03-01T09:00:00.001Z')), {
    code: 'invalid-request',
    details: { errors: [{ pointer: '/exportedAt' }] }
  })
  const exportedAt = '2026-02-02T00:00:00.000Z'
  t.match(await at(exportedAt), { imported: 1 })
  t.match(await store.links.all(), [
    { objectGuid: guidOf(2), source: 'import', provenAt: exportedAt }
  ])
})

function row(user: number, account: number) {
  return { fields: { systemUserId: idOf(user), objectGuid: guidOf(account) } } satisfies WrittenRow
}

async function refusal(work: Promise<unknown>): Promise<RelinkError> {
  const error: unknown = await work.catch((each: unknown) => each)
  if (error instanceof RelinkError) return error
  throw new Error('it was not refused')
}

function pointers({ details }: RelinkError): readonly string[] {
  return details.errors?.map(each => each.pointer) ?? []
}

async function known({ links }: Store): Promise<readonly string[]> {
  return (await links.all()).map(each => each.systemUserId)
}
