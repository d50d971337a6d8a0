import t from 'tap'
import { RelinkError } from '../../src/errors.ts'
import { importLinks } from '../../src/use-cases/import-links.ts'
import { caller, guidOf, idOf, openContext } from '../fakes/context.ts'
import { everything } from '../store/samples.ts'

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
  const swapped = [row(1, 2), row(2, 1)].map(({ systemUserId, objectGuid }) => ({
    systemUserId: systemUserId.toUpperCase(),
    objectGuid: objectGuid.toUpperCase()
  }))
  t.match(await importLinks(context, ada, swapped), { imported: 2 })
  const links = await store.links.ofUsers([idOf(1)])
  t.match(links, [{ objectGuid: guidOf(2) }])
})

t.test('one bad row and nothing is imported; every bad row is named', async t => {
  const { context, store } = await openContext(t)
  await importLinks(context, ada, [row(9, 9)])
  const rows = [row(1, 1), row(2, 9), row(3, 3), row(3, 4), row(5, 1)]
  const error: unknown = await importLinks(context, ada, rows).catch((each: unknown) => each)
  t.ok(error instanceof RelinkError)
  if (!(error instanceof RelinkError)) return
  t.equal(error.code, 'link-conflict')
  t.same(
    error.details.errors?.map(each => each.pointer).toSorted((a, b) => a.localeCompare(b)),
    ['/value/1', '/value/3', '/value/4']
  )
  t.same(
    (await store.links.all()).map(each => each.systemUserId),
    [idOf(9)]
  )
  const { rows: trail } = await store.audit.list({ action: 'import-links' }, everything)
  t.equal(trail.length, 1, 'what was refused is no deed')
})

function row(user: number, account: number) {
  return { systemUserId: idOf(user), objectGuid: guidOf(account) }
}
