import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino'

/** One JSON line per fact. What could hold a secret is cut out wherever it stands. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: stdSerializers.err, error: stdSerializers.err },
    redact: { paths: secretPaths, censor: '[redacted]' }
  }
  return destination ? pino(options, destination) : pino(options)
}

const secretNames = ['password', 'bindPassword', 'authorization', 'secret', 'cookie']
const secretPaths = [
  ...secretNames,
  ...secretNames.map(name => `*.${name}`),
  'headers["x-api-key"]',
  '*.headers["x-api-key"]'
]
