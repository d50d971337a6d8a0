import t from 'tap'
import { scansContract } from './contract/scans.ts'
import { openTemporary } from './open-temporary.ts'

void scansContract(t, openTemporary)
