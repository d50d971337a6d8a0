import t from 'tap'
import { reuseAnswer } from '../../src/use-cases/reuse-answer.ts'

let nowMs = 0
const answers: PromiseWithResolvers<number>[] = []
const ask = reuseAnswer({ monotonicMs: () => nowMs }, 1000, () => {
  const answer = Promise.withResolvers<number>()
  answers.push(answer)
  return answer.promise
})

const first = ask()
nowMs = 5000
const meanwhile = ask()
t.equal(answers.length, 1, 'never twice at a time')
answers[0]?.resolve(1)
t.strictSame(await Promise.all([first, meanwhile]), [1, 1])
const second = ask()
t.equal(answers.length, 2, 'what is over and old is asked anew')
answers[1]?.reject(new Error('broken'))
await t.rejects(second, { message: 'broken' })
await t.rejects(ask(), { message: 'broken' }, 'a failure is fresh as long')
nowMs += 1001
void ask()
t.equal(answers.length, 3)
