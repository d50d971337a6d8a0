import t from 'tap'
import { auditContract } from './contract/audit.ts'
import { openTemporary } from './open-temporary.ts'

void auditContract(t, openTemporary)
