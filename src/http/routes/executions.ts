import { Type } from 'typebox'
import { Execution } from '../../model/execution.ts'
import { ExecuteRequest } from '../../model/requests.ts'
import { workStatuses } from '../../model/scan.ts'
import { Id, ref } from '../../model/schema.ts'
import { answerIn } from '../answer-in.ts'
import * as examples from '../examples/execute.ts'
import { pageOf } from '../examples/names.ts'
import { hintRetryAfter, settleLongWork } from '../long-work.ts'
import { operation } from '../operation.ts'
import { pageFields, showList, toFilter, toPage } from '../page.ts'
import { ExecutionList, ExecutionUserList } from '../schemas.ts'
import { showExecution } from '../show-work.ts'
import { executionText } from '../text/execution-text.ts'
import { Equals, EqualsId, equalsOneOf, query, type Routes } from './needs.ts'

const tag = 'Execute'
const params = Type.Object({ executionId: Id })

export const executionRoutes: Routes = (app, { service, baseUrl }) => {
  app.post('/v1/execute-remap', executeRemap, async (request, reply) => {
    const started = await service.executeRemap(request.caller, request.body)
    const { executionId } = started
    reply.header('location', `${baseUrl(request)}/v1/executions/${executionId}`)
    const settled = await settleLongWork(request, reply, started, {
      waitFor: seconds => service.waitFor(executionId, seconds),
      read: () => service.getExecution(executionId)
    })
    return showExecution(baseUrl(request), settled)
  })

  app.get('/v1/executions', listExecutions, async (request, reply) => {
    const listed = await service.listExecutions(toFilter(request.query), toPage(request.query))
    const rows = listed.rows.map(execution => showExecution(baseUrl(request), execution))
    return showList(request, reply, baseUrl(request), { ...listed, rows })
  })

  app.get('/v1/executions/:executionId', getExecution, async (request, reply) => {
    const execution = await service.getExecution(request.params.executionId)
    hintRetryAfter(reply, execution)
    return answerIn(request, reply, showExecution(baseUrl(request), execution), executionText)
  })

  app.get('/v1/executions/:executionId/users', listExecutionUsers, async (request, reply) => {
    const { executionId } = request.params
    const { query } = request
    const listed = await service.listExecutionUsers(executionId, toFilter(query), toPage(query))
    return showList(request, reply, baseUrl(request), listed)
  })
}

const executeRemap = operation({
  id: 'executeRemap',
  method: 'POST',
  tag,
  role: 'executor',
  summary: 'Start an execution or a rehearsal of a plan',
  description:
    'A plan runs once, and one execution at a time. `rehearse` runs the same code on an ' +
    'in-memory copy of both sides: nothing outside is written, nothing is used up, no approval ' +
    'is needed. What would fail fails there for the same reason, and `parkedSecondsMax` says ' +
    'about how long people would be on a placeholder. What only Dynamics knows it cannot show: ' +
    'a name that it has not learned yet, an account held by a record whose link is not known.',
  takesPrefer: true,
  body: { schema: ref(ExecuteRequest), example: examples.executeRequest },
  answers: {
    200: {
      description: 'The execution ended in the time that Prefer gave',
      schema: Execution,
      example: examples.finishedExecution,
      headers: ['Location', 'Preference-Applied']
    },
    202: {
      description: 'The execution has begun: poll Location',
      schema: Execution,
      example: examples.runningExecution,
      headers: ['Location', 'Retry-After']
    }
  },
  refusals: [
    'plan-not-found',
    'digest-mismatch',
    'plan-already-executed',
    'approval-required',
    'plan-expired',
    'execution-in-progress',
    'not-possible-now',
    'placeholder-unfit',
    'plan-too-large',
    'managed-by-entra',
    'directory-unavailable',
    'organization-unavailable'
  ]
})

const listExecutions = operation({
  id: 'listExecutions',
  method: 'GET',
  tag,
  role: 'reader',
  summary: 'List executions, rehearsals and rollbacks',
  description: 'Newest first.',
  query: query({
    ...pageFields,
    status: equalsOneOf([...workStatuses]),
    mode: equalsOneOf(['execute', 'rehearse', 'rollback']),
    planId: EqualsId,
    changeNumber: Equals
  }),
  answers: {
    200: {
      description: 'A page of executions',
      schema: ExecutionList,
      example: pageOf(examples.finishedExecution),
      headers: ['Link']
    }
  }
})

const getExecution = operation({
  id: 'getExecution',
  method: 'GET',
  tag,
  role: 'reader',
  summary: 'Read or poll an execution',
  description: 'Poll it until `isTerminal`. `humanSummary` is ready for work notes.',
  params,
  hasEtag: true,
  answers: {
    200: {
      description: 'The execution as it is now',
      schema: Execution,
      example: examples.finishedExecution,
      text: executionText(examples.finishedExecution),
      headers: ['Retry-After']
    }
  },
  refusals: ['execution-not-found']
})

const listExecutionUsers = operation({
  id: 'listExecutionUsers',
  method: 'GET',
  tag,
  role: 'reader',
  summary: 'List the users of an execution',
  description: 'How far each one is, and what happened.',
  params,
  query: query({
    ...pageFields,
    status: equalsOneOf([
      'Pending',
      'Parking',
      'Parked',
      'Mapping',
      'Remapped',
      'Skipped',
      'Failed',
      'RolledBack'
    ])
  }),
  answers: {
    200: {
      description: 'A page of users',
      schema: ExecutionUserList,
      example: pageOf(examples.executionUser),
      headers: ['Link']
    }
  },
  refusals: ['execution-not-found']
})
