import { Type } from 'typebox'
import { mismatchKinds } from '../../model/mismatch.ts'
import { DetectRequest } from '../../model/requests.ts'
import { Scan, workStatuses } from '../../model/scan.ts'
import { Id, ref } from '../../model/schema.ts'
import { answerIn } from '../answer-in.ts'
import * as examples from '../examples/detect.ts'
import { pageOf } from '../examples/names.ts'
import { hintRetryAfter, settleLongWork } from '../long-work.ts'
import { operation } from '../operation.ts'
import { pageFields, showList, toFilter, toPage } from '../page.ts'
import { MismatchList, ScanList } from '../schemas.ts'
import { showScan } from '../show-work.ts'
import { scanText } from '../text/scan-text.ts'
import { EqualsId, equalsOneOf, query, type Routes } from './needs.ts'

const tag = 'Detect'
const params = Type.Object({ scanId: Id })

export const scanRoutes: Routes = (app, { service, baseUrl }) => {
  app.post('/v1/detect-mismatch', detectMismatch, async (request, reply) => {
    const scan = await service.detectMismatch(request.caller, request.body)
    if (request.body.users) return showScan(baseUrl(request), scan)
    reply.header('location', `${baseUrl(request)}/v1/scans/${scan.scanId}`)
    const settled = await settleLongWork(request, reply, scan, {
      waitFor: seconds => service.waitFor(scan.scanId, seconds),
      read: () => service.getScan(scan.scanId)
    })
    return showScan(baseUrl(request), settled)
  })

  app.get('/v1/scans', listScans, async (request, reply) => {
    const { rows, totalCount } = await service.listScans(
      toFilter(request.query),
      toPage(request.query)
    )
    const shown = rows.map(scan => showScan(baseUrl(request), scan))
    return showList(request, reply, baseUrl(request), { rows: shown, totalCount })
  })

  app.get('/v1/scans/:scanId', getScan, async (request, reply) => {
    const scan = await service.getScan(request.params.scanId)
    hintRetryAfter(reply, scan)
    return answerIn(request, reply, showScan(baseUrl(request), scan), scanText)
  })

  app.get('/v1/scans/:scanId/mismatches', listMismatches, async (request, reply) => {
    const { scanId } = request.params
    const { query } = request
    const listed = await service.listMismatches(scanId, toFilter(query), toPage(query))
    return showList(request, reply, baseUrl(request), listed)
  })

  app.post('/v1/scans/:scanId/cancel', cancelScan, async request => {
    return showScan(
      baseUrl(request),
      await service.cancelScan(request.caller, request.params.scanId)
    )
  })
}

const detectMismatch = operation({
  id: 'detectMismatch',
  method: 'POST',
  tag,
  role: 'planner',
  summary: 'Compare Dynamics users with Active Directory',
  description:
    'With `users` the finished scan comes back at once, with what was found inside; without, ' +
    'everyone is compared and the answer is 202.',
  takesPrefer: true,
  body: { schema: ref(DetectRequest), example: examples.detectRequest },
  answers: {
    200: {
      description: 'The finished scan',
      schema: Scan,
      example: examples.scanOfNamed,
      headers: ['Preference-Applied']
    },
    202: {
      description: 'The scan has begun: poll Location',
      schema: Scan,
      example: examples.runningScan,
      headers: ['Location', 'Retry-After']
    }
  },
  refusals: ['directory-unavailable', 'organization-unavailable', 'source-too-small']
})

const listScans = operation({
  id: 'listScans',
  method: 'GET',
  tag,
  role: 'reader',
  summary: 'List past and running detections',
  description: 'Newest first.',
  query: query({ ...pageFields, status: equalsOneOf([...workStatuses]) }),
  answers: {
    200: {
      description: 'A page of scans',
      schema: ScanList,
      example: pageOf(examples.finishedScan),
      headers: ['Link']
    }
  }
})

const getScan = operation({
  id: 'getScan',
  method: 'GET',
  tag,
  role: 'reader',
  summary: 'Read or poll a detection',
  description: 'Poll it until `isTerminal`.',
  params,
  hasEtag: true,
  answers: {
    200: {
      description: 'The scan as it is now',
      schema: Scan,
      example: examples.finishedScan,
      text: scanText(examples.finishedScan),
      headers: ['Retry-After']
    }
  },
  refusals: ['scan-not-found']
})

const listMismatches = operation({
  id: 'listMismatches',
  method: 'GET',
  tag,
  role: 'reader',
  summary: 'List what a detection found',
  description: 'Each mismatch carries its confidence and the evidence for it.',
  params,
  query: query({
    ...pageFields,
    kind: equalsOneOf([...mismatchKinds]),
    confidence: equalsOneOf(['proven', 'strong', 'weak']),
    systemUserId: EqualsId
  }),
  answers: {
    200: {
      description: 'A page of mismatches',
      schema: MismatchList,
      example: pageOf(examples.mismatch),
      headers: ['Link']
    }
  },
  refusals: ['scan-not-found']
})

const cancelScan = operation({
  id: 'cancelScan',
  method: 'POST',
  tag,
  role: 'planner',
  summary: 'Stop a detection',
  description: 'Repeated on a canceled scan it changes nothing.',
  params,
  answers: {
    200: { description: 'The scan as it is now', schema: Scan, example: examples.canceledScan }
  },
  refusals: ['scan-not-found', 'not-possible-now']
})
