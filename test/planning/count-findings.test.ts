import t from 'tap'
import type { Finding } from '../../src/planning/classify.ts'
import { countFindings } from '../../src/planning/count-findings.ts'
import { anAccount, aUser } from './people.ts'

const finding = (kind: Finding['kind'], more: Partial<Finding> = {}): Finding => ({
  kind,
  user: aUser(),
  confidence: 'proven',
  evidence: [],
  wouldDo: 'nothing',
  explanation: '',
  ...more
})

const isOff = { account: anAccount({ isEnabled: false }) }
const isCalledElse = {
  user: aUser({ lastName: 'Smith' }),
  account: anAccount({ surname: 'Miller' })
}

const findings = [
  finding('inSync'),
  finding('inSync', isOff),
  finding('renamed', isCalledElse),
  finding('renamed'),
  finding('orphaned'),
  finding('renamed', { protectedReason: 'It is a support user.', ...isOff }),
  finding('inSync', { protectedReason: 'It is a setup user.' })
]

t.test('everybody is counted once; the protected only as such', async t => {
  const counts = countFindings(findings, ['logon', 'status', 'profile'])
  t.match(counts, { usersChecked: 7, inSync: 2, mismatched: 3, protected: 2 })
  t.match(counts, { renamed: 2, orphaned: 1, conflict: 0, statusDiffers: 1, profileDiffers: 1 })
})

t.test('only what was asked is compared', async t => {
  t.match(countFindings(findings, ['logon']), { statusDiffers: 0, profileDiffers: 0 })
})
