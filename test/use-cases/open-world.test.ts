import t, { type Test } from 'tap'
import type { Account } from '../../src/model/account.ts'
import type { Step } from '../../src/model/plan.ts'
import { readJournal } from '../../src/planning/read-journal.ts'
import { openWorld } from '../../src/use-cases/open-world.ts'
import { accountOf, openContext } from '../fakes/context.ts'
import { execution, plan } from '../store/samples.ts'
import { hoppers, hops, placeholder } from './hops.ts'

const { signal } = new AbortController()
const [park, map] = hops as readonly [Step, Step]
const account = accountOf('CONTOSO\\new1', 1)
const parking = accountOf(placeholder, 90)

/** What the directory has by the time of the write, and which step it forbids. */
const cases: [string, Account[], { park?: RegExp; map?: RegExp }][] = [
  ['all as planned', [account, parking], {}],
  ['the account is gone', [parking], { park: /no account CONTOSO.new1/, map: /no account/ }],
  [
    'the account is made again',
    [accountOf('CONTOSO\\new1', 5), parking],
    { park: /new1 belongs to another account/, map: /another account/ }
  ],
  ['the placeholder is gone', [account], { park: /no account CONTOSO.crm-park-01/ }],
  [
    'the placeholder is made again',
    [account, accountOf(placeholder, 91)],
    { park: /crm-park-01 belongs to another account/ }
  ]
]

for (const [what, accounts, expected] of cases) {
  t.test(`before a write: ${what}`, async t => {
    const world = await opened(t, accounts)
    for (const [step, sentence] of [
      [park, expected.park],
      [map, expected.map]
    ] as const) {
      const fault = await world.targetFault(step, signal)
      if (sentence) t.match(fault, sentence, step.action)
      else t.equal(fault, undefined, step.action)
    }
  })
}

async function opened(t: Test, accounts: readonly Account[]) {
  const { context } = await openContext(t, { users: hoppers.users, accounts })
  const own = plan({ users: 2, steps: [...hops] })
  const run = { execution: execution(own.planId), plan: own, standing: readJournal(own.steps, []) }
  return (await openWorld(context, run, signal)).world
}
