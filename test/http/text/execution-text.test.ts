import t from 'tap'
import { finishedExecution, stoppingExecution } from '../../../src/http/examples/execute.ts'
import { executionText } from '../../../src/http/text/execution-text.ts'

t.test('an execution for a terminal', async t => {
  const text = executionText(finishedExecution)
  t.match(text, /^1 of 1 users remapped/)
  t.match(text, /longest parked: +1.2 s\n/)
  t.match(text, /\n1 +1 +0 +0 +0 +0\n$/)
  t.match(executionText(stoppingExecution), /stopping: +true\n/)
  t.notMatch(executionText(stoppingExecution), /longest parked/)
})
