import t from 'tap'
import type { Step } from '../../src/model/plan.ts'
import { checkTargets } from '../../src/use-cases/check-targets.ts'
import { accountOf, guidOf, idOf } from '../fakes/context.ts'
import { fakeClock } from '../fakes/clock.ts'
import { step } from '../store/samples.ts'

const { signal } = new AbortController()

/** Sixty users, each written once and directly. */
const steps: readonly Step[] = Array.from({ length: 60 }, (_, index) =>
  step(index + 1, {
    action: 'map',
    systemUserId: idOf(index),
    toDomainName: `CONTOSO\\New${index}`,
    toObjectGuid: guidOf(index),
    after: []
  })
)

function opened() {
  const clock = fakeClock()
  const accounts = new Map(
    steps.map((_, index) => [`contoso\\new${index}`, accountOf(`CONTOSO\\new${index}`, index)])
  )
  const asked: (readonly string[])[] = []
  const check = checkTargets(
    steps,
    async names => {
      asked.push(names)
      return names.flatMap(name => accounts.get(name) ?? [])
    },
    clock
  )
  const faultOf = (sequence: number) => check(steps[sequence - 1] as Step, signal)
  return { clock, accounts, asked, faultOf }
}

t.test('who comes next is looked up in the same trip', async t => {
  const { asked, faultOf } = opened()
  for (const each of steps) t.equal(await faultOf(each.sequence), undefined)
  t.same(
    asked.map(names => names.length),
    [21, 21, 18]
  )
})

t.test('after a while it is asked again', async t => {
  const { clock, accounts, asked, faultOf } = opened()
  await faultOf(1)
  accounts.set('contoso\\new1', accountOf('CONTOSO\\new1', 70))
  await clock.sleep(4999, signal)
  t.equal(await faultOf(2), undefined, 'taken to be as it was')
  await clock.sleep(1, signal)
  t.match(await faultOf(2), /New1 belongs to another account/)
  t.equal(asked.length, 2)
})

t.test('what is wrong is never taken from before, and keeps nobody else', async t => {
  const { accounts, asked, faultOf } = opened()
  const own = accounts.get('contoso\\new1')
  accounts.delete('contoso\\new1')
  t.equal(await faultOf(1), undefined)
  t.match(await faultOf(2), /no account CONTOSO.New1/)
  if (own) accounts.set('contoso\\new1', own)
  t.equal(await faultOf(2), undefined, 'it is there again')
  t.equal(await faultOf(3), undefined)
  t.equal(asked.length, 3)
})
