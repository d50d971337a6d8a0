import t from 'tap'
import { RelinkError, type ErrorCode } from '../../src/errors.ts'
import { problemType, toProblem } from '../../src/http/problem.ts'

const where = { instance: '/v1/x', correlationId: 'c' }

t.test('absent fields stay absent', async t => {
  const problem = toProblem(new RelinkError('plan-expired', { detail: 'Plan again.' }), where)
  t.strictSame(problem, {
    type: 'urn:relink:problem:plan-expired',
    title: 'The plan has expired.',
    status: 409,
    detail: 'Plan again.',
    instance: '/v1/x',
    code: 'plan-expired',
    retryable: false,
    correlationId: 'c'
  })
  t.equal(problemType('interrupted'), 'urn:relink:problem:interrupted')
})

const cases: readonly [code: ErrorCode, said: boolean | undefined, retryable: boolean][] = [
  ['store-unavailable', undefined, true],
  ['store-unavailable', false, false],
  ['internal-error', undefined, false],
  ['internal-error', true, true]
]
for (const [code, said, retryable] of cases) {
  t.test(`${code} that says ${said} is retryable: ${retryable}`, async t => {
    const details = { detail: 'x', ...(said !== undefined && { retryable: said }) }
    t.equal(toProblem(new RelinkError(code, details), where).retryable, retryable)
  })
}
