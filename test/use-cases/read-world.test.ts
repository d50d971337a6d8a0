import * as fc from 'fast-check'
import t, { type Test } from 'tap'
import { RelinkError } from '../../src/errors.ts'
import type { Account } from '../../src/model/account.ts'
import type { Mark, Untold } from '../../src/model/changes.ts'
import type { Link } from '../../src/model/link.ts'
import type { User } from '../../src/model/user.ts'
import { classify } from '../../src/planning/classify.ts'
import type { Context } from '../../src/use-cases/context.ts'
import { gatherWorld, type Gathered } from '../../src/use-cases/gather-world.ts'
import { readWorld } from '../../src/use-cases/read-world.ts'
import { changingWorld, type ChangingWorld } from '../fakes/changing-world.ts'
import { accountOf, guidOf, idOf, openContext, userOf } from '../fakes/context.ts'
import { scan } from '../store/samples.ts'

const never = new AbortController().signal
const people = 30

t.test('the first reading is whole, the next one takes up what changed', async t => {
  const { context, world, read } = await opened(t)
  t.match(await read(), { whyFull: /no scan before/ })
  t.same(world.asked.splice(0), ['all users', 'all accounts'])
  world.setAccount({ ...accountOf('CONTOSO\\renamed', 3), mail: 'three@contoso.test' })
  const next = await read()
  t.equal(next.whyFull, undefined)
  t.same(world.asked, [])
  t.equal(next.world.sizes.accounts.entries, 1, 'one account was read')
  await t.resolves(sameAsWhole(t, context, next.world))
  t.equal((await read()).world.sizes.accounts.entries, 0, 'and not a second time')
})

t.test('everything is read', async t => {
  await t.test('when asked for', async t => {
    const { context, read } = await opened(t)
    await read()
    t.match(await readWorld(context, scan({ isFull: true }), never), { whyFull: /asked for/ })
  })

  await t.test('when the last time is long ago', async t => {
    const { read, clock } = await opened(t)
    await read()
    clock.advance(86_399_999)
    t.equal((await read()).whyFull, undefined)
    clock.advance(1)
    t.match(await read(), { whyFull: /FULL_SCAN_INTERVAL/ })
    t.equal((await read()).whyFull, undefined)
  })

  await t.test('when a server cannot tell, or cannot be asked, what changed', async t => {
    const { context, world, read } = await opened(t)
    await read()
    const { directory, organization } = world
    const untold = async () => ({ kind: 'untold', reason: 'Another server answers.' }) as const
    const failing = () =>
      Promise.reject(new RelinkError('organization-unavailable', { detail: 'Not that.' }))
    for (const [more, whyFull] of [
      [{ directory: { ...directory, changesSince: untold } }, /Another server/],
      [{ organization: { ...organization, changesSince: untold } }, /Another server/],
      [{ directory: { ...directory, changesSince: failing } }, /Not that/],
      [{ organization: { ...organization, changesSince: failing } }, /Not that/]
    ] as const) {
      t.match(await readWorld({ ...context, ...more }, scan(), never), { whyFull })
    }
  })

  await t.test('and the reason why the next one will be, is told, too', async t => {
    const { context, world } = await opened(t)
    const untold = async () => ({ kind: 'untold', reason: 'Deleted ones are hidden.' }) as const
    const mute = {
      ...context,
      directory: {
        ...world.directory,
        async *streamAccounts(signal: AbortSignal, marked?: (mark: Mark | Untold) => void) {
          marked?.(await untold())
          yield* world.directory.streamAccounts(signal)
        }
      }
    }
    const reading = await readWorld(mute, scan(), never)
    t.match(reading, { whyFull: /hidden/ })
    await reading.prepare()
    await reading.keep(context.store)
    t.match(await readWorld(context, scan(), never), { whyFull: /no scan before/ })
  })

  await t.test(
    'when a fifth of the known accounts is gone: a full scan must judge that',
    async t => {
      const { world, read } = await opened(t)
      await read()
      for (let number = 0; number <= people / 5; number += 1) world.removeAccount(guidOf(number))
      t.match(await read(), { whyFull: /Many accounts are gone/ })
    }
  )

  await t.test('when another reading took the place of the snapshot meanwhile', async t => {
    const { context, read } = await opened(t)
    await read()
    const { store } = context
    const snapshots = {
      ...store.snapshots,
      async *pages(readingId: string) {
        yield* store.snapshots.pages(readingId)
        await read(scan({ isFull: true }))
      }
    }
    const reading = await readWorld({ ...context, store: { ...store, snapshots } }, scan(), never)
    t.match(reading, { whyFull: /same time/ })
  })
})

t.test(
  'what could not be kept is read again: a scan that fails leaves the snapshot alone',
  async t => {
    const { context, world, read } = await opened(t)
    await read()
    world.setAccount({ ...accountOf('CONTOSO\\renamed', 3), mail: 'p3@contoso.test' })
    await readWorld(context, scan(), never)
    const next = await read()
    t.equal(next.world.accounts.withGuid(guidOf(3))?.logonName, 'CONTOSO\\renamed')
    t.equal(next.world.sizes.accounts.entries, 1)
  }
)

t.test('of two that go on from the same scan, one is kept', async t => {
  const { context, world, read } = await opened(t)
  await read()
  world.setAccount(accountOf('CONTOSO\\renamed', 3))
  const [one, other] = [scan(), scan()]
  const readings = [await readWorld(context, one, never), await readWorld(context, other, never)]
  for (const reading of readings) await reading.keep(context.store)
  const kept = await context.store.snapshots.get(readings[0]?.world.identity.organizationId ?? '')
  t.equal(kept?.scanId, one.scanId)
})

t.test('a snapshot of which pages are missing is not believed', async t => {
  const { context, world, read } = await opened(t, 2500)
  const first = await read()
  const { organizationId } = first.world.identity
  const { snapshots } = context.store
  const last = await snapshots.get(organizationId)
  // As another reading does that ends while this one still writes its pages.
  await snapshots.set({ ...last!, scanId: 'another', readingId: 'another', pageCount: 0 })
  await snapshots.addPage(organizationId, last!.readingId, { users: [], accounts: [], gone: [] })
  await snapshots.set(last!)
  t.match(await read(), { whyFull: /same time/, world: { users: { length: 2500 } } })
  world.setAccount({ ...accountOf('CONTOSO\\renamed', 3), mail: 'p3@contoso.test' })
  t.equal((await read()).whyFull, undefined)
})

t.test('nothing changed, nothing added; much changed, several pages', async t => {
  const { context, world, read } = await opened(t, 6000)
  const { organizationId } = (await read()).world.identity
  const pages = async () => (await context.store.snapshots.get(organizationId))?.pageCount
  t.equal(await pages(), 6)
  await read()
  t.equal(await pages(), 6)
  for (let number = 0; number < 1100; number += 1) {
    world.setUser({ ...userOf(number), email: `p${number}@contoso.test`, isDisabled: true })
  }
  t.equal((await read()).whyFull, undefined)
  t.equal(await pages(), 8)
  const { world: kept } = await read()
  t.equal(kept.users.filter(user => user.isDisabled).length, 1100)
})

t.test('losses between scans count together since everything was read', async t => {
  const { world, read } = await opened(t)
  await read()
  const reasons: (string | undefined)[] = []
  for (let number = 0; number < 8; number += 1) {
    world.removeAccount(guidOf(number))
    reasons.push((await read()).whyFull)
  }
  t.strictSame(reasons.slice(0, 6), Array(6).fill(undefined))
  t.match(reasons[6], /Many accounts are gone/)
})

t.test('a new record that is linked, and a SID that another account brings along', async t => {
  const { context, world, read } = await opened(t)
  await read()
  world.setAccount({ ...accountOf('CONTOSO\\elsewhere', 99), mail: 'ninety@contoso.test' })
  await context.store.links.put([linkOf(99, 99)])
  world.setUser(userOf(99))
  const withNew = await read()
  t.equal(withNew.whyFull, undefined)
  t.equal(withNew.world.accounts.withGuid(guidOf(99))?.logonName, 'CONTOSO\\elsewhere')

  const sid = 'S-1-5-21-1-2-3-5'
  await context.store.links.put([{ ...linkOf(5, 5), objectSid: sid }])
  world.setAccount({ ...accountOf('CONTOSO\\migrated', 98), sidHistory: [sid] })
  await read()
  world.removeAccount(guidOf(5))
  const after = await read()
  t.equal(after.world.accounts.withSid(sid)?.logonName, 'CONTOSO\\migrated')
})

t.test('a name that a look-up may miss is looked for among all', async t => {
  const { world, read } = await opened(t)
  await read()
  world.setUser({ ...userOf(1), domainName: 'CONTOSO\\İlker' })
  t.match(await read(), { whyFull: /letters/ })
})

t.test('a link that is imported later leads to an account that nobody led to before', async t => {
  const { context, world, read } = await opened(t)
  world.setAccount(accountOf('CONTOSO\\unknown', 77))
  await read()
  await context.store.links.put([linkOf(1, 77)])
  const next = await read()
  t.equal(next.whyFull, undefined)
  t.equal(next.world.accounts.withGuid(guidOf(77))?.logonName, 'CONTOSO\\unknown')
})

t.test('whatever changes, it comes to what reading everything comes to', async t => {
  let incremental = 0
  const { context, world, read } = await opened(t)
  await read()
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async changes => {
      for (const each of changes) await apply(each, context, world)
      const reading = await read()
      if (reading.whyFull === undefined) incremental += 1
      await sameAsWhole(t, context, reading.world)
    }),
    { numRuns: Number(process.env['RUNS'] ?? 150) }
  )
  t.ok(incremental > 100, `${incremental} readings were incremental`)
})

type Change =
  | { readonly kind: 'account'; readonly number: number; readonly person: Partial<Account> }
  | { readonly kind: 'name'; readonly number: number; readonly name: number }
  | { readonly kind: 'gone' | 'new'; readonly number: number }
  | { readonly kind: 'user'; readonly number: number; readonly person: Partial<User> }
  | { readonly kind: 'link'; readonly number: number; readonly to: number }

/** Some are new. */
const one = fc.nat(people + 5)
/** Few, so that they meet. */
const address = fc.nat(people).map(number => `p${number}@contoso.test`)
const employeeId = fc.nat(people).map(number => `E${number}`)
const sid = fc.nat(people).map(sidOf)

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    kind: fc.constant('account' as const),
    number: one,
    person: fc.record(
      { mail: address, employeeId, sidHistory: fc.tuple(sid), isEnabled: fc.boolean() },
      { requiredKeys: [] }
    )
  }),
  fc.record({ kind: fc.constant('name' as const), number: one, name: fc.nat(people * 2) }),
  fc.record({ kind: fc.constantFrom('gone' as const, 'new' as const), number: one }),
  fc.record({
    kind: fc.constant('user' as const),
    number: one,
    person: fc.record(
      {
        domainName: fc.nat(people * 2).map(number => `CONTOSO\\user${number}`),
        email: address,
        employeeId,
        isDisabled: fc.boolean()
      },
      { requiredKeys: [] }
    )
  }),
  fc.record({ kind: fc.constant('link' as const), number: one, to: one })
)

async function apply(made: Change, { store }: Context, world: ChangingWorld): Promise<void> {
  const account =
    world.people.get(guidOf(made.number)) ?? accountOf(`CONTOSO\\n${made.number}`, made.number)
  switch (made.kind) {
    case 'account':
      return world.setAccount({ ...account, ...made.person })
    case 'name': {
      const logonName = `CONTOSO\\user${made.name}`
      const isTaken = [...world.people.values()].some(each => each.logonName === logonName)
      return isTaken ? undefined : world.setAccount({ ...account, logonName })
    }
    case 'gone':
      return world.removeAccount(account.objectGuid)
    case 'new':
      return world.setAccount(account)
    case 'user': {
      const user = world.records.get(idOf(made.number)) ?? userOf(made.number)
      return world.setUser({ ...user, ...made.person })
    }
    case 'link':
      return store.links.put([linkOf(made.number, made.to)])
  }
}

async function sameAsWhole(t: Test, context: Context, world: Gathered): Promise<void> {
  t.strictSame(judged(world), judged(await gatherWorld(context, never)))
}

function judged(world: Gathered) {
  return classify(world).toSorted((a, b) => (a.user.systemUserId < b.user.systemUserId ? -1 : 1))
}

function linkOf(user: number, account: number): Link {
  return {
    systemUserId: idOf(user),
    objectGuid: guidOf(account),
    objectSid: sidOf(account),
    source: 'import',
    provenAt: '2026-01-01T00:00:00.000Z'
  }
}

function sidOf(number: number): string {
  return `S-1-5-21-1-2-3-${number}`
}

async function opened(t: Test, size = people) {
  const numbers = Array.from({ length: size }, (_, number) => number)
  const world = changingWorld(
    numbers.map(number => userOf(number, { email: `p${number}@contoso.test` })),
    numbers.map(number => ({
      ...accountOf(`CONTOSO\\user${number}`, number),
      objectSid: sidOf(number),
      mail: `p${number}@contoso.test`
    }))
  )
  const { context: base, clock, store } = await openContext(t)
  const { directory, organization } = world
  const context = { ...base, directory, organization }
  const read = async (asked = scan()) => {
    const reading = await readWorld(context, asked, never)
    await reading.prepare()
    await store.atomically(reading.keep)
    return reading
  }
  return { context, world, clock, read }
}
