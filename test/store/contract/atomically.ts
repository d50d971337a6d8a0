import type { Test } from 'tap'
import { deed, everything, execution, plan, scan } from '../samples.ts'
import type { Open } from '../store-contract.ts'

export async function atomicallyContract(t: Test, open: Open): Promise<void> {
  await t.test('what is done together is there together, with its result', async t => {
    const store = await open(t)
    const own = plan()
    const result = await store.atomically(async bound => {
      await bound.plans.add(own)
      await bound.audit.append(deed())
      return bound.executions.add(execution(own.planId))
    })
    t.equal(result, true)
    t.strictSame(await store.plans.get(own.planId), own)
    t.equal((await store.audit.list({}, everything)).totalCount, 1)
  })

  await t.test('a throw takes everything back, nested work included', async t => {
    const store = await open(t)
    const failing = store.atomically(async bound => {
      await bound.scans.add(scan())
      await bound.atomically(async nested => {
        await nested.plans.add(plan())
        await nested.audit.append(deed())
      })
      throw new Error('changed my mind')
    })
    await t.rejects(failing, { message: 'changed my mind' })
    t.equal((await store.scans.list({}, everything)).totalCount, 0)
    t.equal((await store.plans.list({}, everything)).totalCount, 0)
    t.equal((await store.audit.append(deed())).sequence, 1)
  })

  await t.test('others see nothing of it before it is done', async t => {
    const store = await open(t)
    const steps: string[] = []
    const writing = store.atomically(async bound => {
      await bound.scans.add(scan())
      await new Promise(resolve => setTimeout(resolve, 20))
      steps.push('written')
    })
    const { totalCount } = await store.scans.list({}, everything)
    steps.push(`seen ${totalCount}`)
    await writing
    t.ok(['written,seen 1', 'seen 0,written'].includes(steps.join()), steps.join())
  })

  await t.test('the outer store used inside is an error, not a wait without end', async t => {
    const store = await open(t)
    const misuses: (() => Promise<unknown>)[] = [
      () => store.check(),
      () => store.audit.append(deed()),
      () => store.atomically(async () => {})
    ]
    for (const misuse of misuses)
      await t.rejects(
        store.atomically<unknown>(() => misuse()),
        /use the store that was handed/
      )
    await store.check()
  })

  await t.test('what was started inside may use the outer store when that is done', async t => {
    const store = await open(t)
    let later = Promise.reject<void>(new Error('never started'))
    later.catch(() => {})
    await store.atomically(async () => {
      later = new Promise(resolve => setTimeout(resolve, 20)).then(() => store.check())
    })
    await t.resolves(later)
  })

  await t.test(
    'a bound store works no longer when the work has ended, and never closes',
    async t => {
      const store = await open(t)
      const bound = await store.atomically(async bound => {
        await t.rejects(bound.close(), /can not close/)
        return bound
      })
      await t.rejects(bound.check())
    }
  )
}
