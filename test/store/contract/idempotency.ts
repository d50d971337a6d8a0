import type { Test } from 'tap'
import type { Open } from '../store-contract.ts'

const request = { caller: 'desk', key: 'key-1', fingerprint: 'sha256:a' }
const answer = { status: 202, headers: { location: '/v1/scans/1' }, body: '{"scanId":"1"}' }

/** Claimed at `hour`; answers live 24 hours, claims without one for an hour. */
function at(hour: number) {
  return { now: time(hour), expiredBefore: time(hour - 24), staleBefore: time(hour - 1) }
}

function time(hour: number): string {
  return new Date(hour * 3_600_000).toISOString()
}

export async function idempotencyContract(t: Test, open: Open): Promise<void> {
  await t.test('the first request claims its key; later ones get its answer', async t => {
    const { idempotency } = await open(t)
    t.strictSame(await idempotency.claim(request, at(100)), { kind: 'claimed' })
    t.strictSame(await idempotency.claim(request, at(100)), { kind: 'in-use' })
    await idempotency.keep(request, answer)
    t.strictSame(await idempotency.claim(request, at(123)), { kind: 'answered', answer })
  })

  await t.test('a key belongs to one caller and one request', async t => {
    const { idempotency } = await open(t)
    await idempotency.claim(request, at(100))
    const changed = { ...request, fingerprint: 'sha256:b' }
    t.strictSame(await idempotency.claim(changed, at(100)), { kind: 'reused' })
    await idempotency.keep(request, answer)
    t.strictSame(await idempotency.claim(changed, at(100)), { kind: 'reused' })
    const other = { ...changed, caller: 'somebody else' }
    t.strictSame(await idempotency.claim(other, at(100)), { kind: 'claimed' })
    t.strictSame(await idempotency.claim({ ...changed, key: 'key-2' }, at(100)), {
      kind: 'claimed'
    })
    t.strictSame(await idempotency.claim(request, at(100)), { kind: 'answered', answer })
  })

  await t.test('of requests that race for a key, one claims it', async t => {
    const { idempotency } = await open(t)
    const racing = Array.from({ length: 10 }, () => idempotency.claim(request, at(100)))
    const kinds = (await Promise.all(racing)).map(one => one.kind)
    t.strictSame(kinds.toSorted(), ['claimed', ...Array(9).fill('in-use')])
  })

  await t.test('an expired key counts as never used', async t => {
    const { idempotency } = await open(t)
    await idempotency.claim(request, at(100))
    await idempotency.keep(request, answer)
    t.equal((await idempotency.claim(request, at(124))).kind, 'answered')
    t.equal((await idempotency.claim(request, at(124.1))).kind, 'claimed')
  })

  await t.test('a claim whose process died is taken over; an answer is not', async t => {
    const { idempotency } = await open(t)
    await idempotency.claim(request, at(100))
    t.equal((await idempotency.claim(request, at(101))).kind, 'in-use')
    t.equal((await idempotency.claim(request, at(101.1))).kind, 'claimed')
    await idempotency.keep(request, answer)
    t.equal((await idempotency.claim(request, at(110))).kind, 'answered')
  })

  await t.test('a released claim is free again; an answer can not be released', async t => {
    const { idempotency } = await open(t)
    await idempotency.claim(request, at(100))
    await idempotency.release({ ...request, fingerprint: 'sha256:b' })
    t.equal((await idempotency.claim(request, at(100))).kind, 'in-use')
    await idempotency.release(request)
    t.equal((await idempotency.claim(request, at(100))).kind, 'claimed')
    await idempotency.keep(request, answer)
    await idempotency.release(request)
    t.equal((await idempotency.claim(request, at(100))).kind, 'answered')
  })
}
