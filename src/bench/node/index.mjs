// The review of a signed Jira webhook, as a function for Node.js without dependencies: what Tracehook is compared with.
// It checks the signature, asks one trigger rule, reviews the description's code blocks, and writes the same log lines.
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import http from 'node:http';

const SECRET = process.env.TRACEHOOK_WEBHOOK_SECRET;
const FUNCTION = process.env.AWS_LAMBDA_FUNCTION_NAME;
const [HOST, PORT] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const INVOCATION = '/2018-06-01/runtime/invocation/';
const AGENT = 'code_review_agent';
const TASK = 'Review code and generate feedback';
const REVIEW_STATUS = ['In Review', 'Code Review'];
const REMEMBERED = 2000;

const PYTHON = /\.py$/i;
const JAVA = /\.java$/i;
const JAVASCRIPT = /\.([jt]sx?|[mc]js)$/i;
const ANY = /./;
const HARDCODED_PATH = /["'](\/home\/|\/Users\/|[A-Za-z]:\\)/;
const TOO_LONG = /^.{101}/;
const INDEXED = /\w\[\d+\]/;
const RULES = [
  [PYTHON, 'architecture', /\bprint\s*\(/, 'Direct print() calls not allowed; use logging'],
  [PYTHON, 'architecture', HARDCODED_PATH, 'Hardcoded file paths detected; use environment variables'],
  [PYTHON, 'standards', TOO_LONG, 'Line too long'],
  [PYTHON, 'standards', /^\s*except\s*:/, "Bare 'except:' not allowed; specify exception type"],
  [PYTHON, 'standards', /^\s*from\s+\S+\s+import\s+\*/, 'Wildcard imports not allowed'],
  [PYTHON, 'edge_case', INDEXED, 'Direct array/list indexing detected; verify bounds'],
  [JAVA, 'architecture', /\bSystem\.(out|err)\b/, 'Direct System.out/System.err output not allowed; use a logger'],
  [JAVA, 'architecture', HARDCODED_PATH, 'Hardcoded file paths detected; use environment variables'],
  [JAVA, 'standards', TOO_LONG, 'Line too long'],
  [JAVA, 'standards', /\bcatch\s*\(\s*(final\s+)?Throwable\b/, 'Catching Throwable not allowed'],
  [JAVA, 'standards', /^\s*import\s+[\w.]+\.\*;/, 'Wildcard imports not allowed'],
  [JAVA, 'edge_case', INDEXED, 'Direct array/list indexing detected; verify bounds'],
  [JAVASCRIPT, 'architecture', /\bconsole\.\w+\s*\(/, 'Direct console calls not allowed; use a logger'],
  [JAVASCRIPT, 'architecture', HARDCODED_PATH, 'Hardcoded file paths detected; use environment variables'],
  [JAVASCRIPT, 'standards', TOO_LONG, 'Line too long'],
  [JAVASCRIPT, 'standards', /\bcatch\s*(\([^)]*\))?\s*\{\s*\}/, 'Empty catch blocks not allowed; handle the error'],
  [JAVASCRIPT, 'standards', /^\s*import\s+\*/, 'Wildcard imports not allowed'],
  [JAVASCRIPT, 'edge_case', INDEXED, 'Direct array/list indexing detected; verify bounds'],
  [ANY, 'security', /-----BEGIN [A-Z ]*PRIVATE KEY/, 'Private key detected; remove it and rotate the key'],
  [ANY, 'security', /\b(AKIA|ASIA)[0-9A-Z]{16}\b/, 'Cloud access key detected; remove it and rotate the key'],
  [ANY, 'security', /\b(gh[pousr]_|glpat-|xox[abeprs]-)[0-9A-Za-z_-]{10,}/, 'Access token detected; revoke the token'],
  [ANY, 'standards', /^(<{7}|={7}|>{7})( |$)/, 'Merge conflict marker found; resolve the conflict'],
];

const seen = new Set();
const connection = new http.Agent({ keepAlive: true, maxSockets: 1 });
let cold = true;

function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
    const request = http.request({ host: HOST, port: PORT, path, method, headers, agent: connection }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

function isSigned(body, header = '') {
  const expected = Buffer.from('sha256=' + createHmac('sha256', SECRET).update(body).digest('hex'));
  const actual = Buffer.from(header);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

const now = () => new Date().toISOString().replace('Z', '000Z');

function write(event, run, message, fields) {
  process.stdout.write(JSON.stringify({
    timestamp: new Date().toISOString(), logger: 'org.tracehook.events', event, schema_version: 1,
    trace_id: run.trace?.trace_id ?? null, delivery_id: run.deliveryId, issue_key: run.issueKey ?? null,
    intent_type: run.trace?.intent_type ?? null, request_id: run.requestId, xray_trace_id: run.xray,
    cold_start: run.cold, ...fields, level: 'INFO', message,
  }) + '\n');
}

function metrics(groups) {
  return { Timestamp: Date.now(), CloudWatchMetrics: groups.map(([dimensions, ...names]) => ({
    Namespace: 'Tracehook/' + FUNCTION, Dimensions: [dimensions],
    Metrics: names.map(([Name, Unit]) => ({ Name, Unit })),
  })) };
}

function codeBlocks(description) {
  const blocks = {};
  for (const [, options, code] of String(description).matchAll(/\{code:([^}]*)\}([\s\S]*?)\{code\}/g)) {
    const title = options.split('|').find((option) => option.startsWith('title='));
    if (title) {
      blocks[title.slice('title='.length)] = code.replaceAll('\r\n', '\n');
    }
  }
  return blocks;
}

function review(files) {
  const findings = [];
  for (const [path, content] of Object.entries(files)) {
    const rules = RULES.filter(([glob]) => glob.test(path));
    content.split('\n').forEach((line, index) => {
      for (const [, category, pattern, message] of rules) {
        if (pattern.test(line)) {
          findings.push({ category, text: `${message} (${path}:${index + 1})` });
        }
      }
    });
  }
  return findings;
}

function json(statusCode, body) {
  return { statusCode, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

function dismissed(outcome, run, status, condition) {
  const reasons = [{ rule: null, condition, expected: null, actual: null }];
  write('webhook.' + outcome, run, `A delivery ${outcome}: ${condition}`, {
    reasons, source_address: run.address, size: run.size, claimed_issue_key: null, outcome,
    _aws: metrics([[['outcome'], ['webhooks_total', 'Count']]]), webhooks_total: 1,
  });
  return json(status, { [outcome]: true, reasons });
}

function runReview(run, event) {
  const started = process.hrtime.bigint();
  const seconds = () => Number(process.hrtime.bigint() - started) / 1e9;
  const trigger = { source: 'jira_webhook', issue_key: run.issueKey, issue_status: event.issue.fields.status.name,
    intent_type: 'review_code', timestamp: now() };
  const trace = { trace_id: randomUUID(), trigger, intent_type: 'review_code', pipeline_status: 'RUNNING',
    started_at: now(), completed_at: null, steps: [], final_error: null, execution_plan_summary: AGENT };
  run.trace = trace;
  const subject = 'review_code ' + run.issueKey + ': ';
  write('pipeline.started', run, subject + 'started ' + AGENT, { trigger, started_at: trace.started_at,
    execution_plan_summary: AGENT,
    verdicts: [{ rule: 'review-when-in-review', condition: null, expected: null, actual: null }] });

  const step = { step_number: 1, agent_name: AGENT, agent_task: TASK, status: 'STARTED', started_at: now(),
    completed_at: null, success: null, error_message: null, output_summary: null };
  trace.steps.push(step);
  const { step_number, agent_name, agent_task, started_at } = step;
  write('step.started', run, subject + `1. ${AGENT} STARTED`, { step_number, agent_name, agent_task, started_at });

  const findings = review(codeBlocks(event.issue.fields.description));
  const blocking = findings.find(({ category }) => category === 'architecture' || category === 'security');
  const requested = findings.find(({ category }) => category === 'standards');
  step.status = blocking ? 'BLOCKED' : requested ? 'FAIL' : 'SUCCESS';
  step.completed_at = now();
  step.success = step.status === 'SUCCESS';
  step.error_message = blocking || requested ? 'Code review: ' + (blocking ?? requested).text : null;
  step.output_summary = step.success ? 'Decision: APPROVE' : null;
  write('step.completed', run, subject + `1. ${AGENT} ${step.status}`, { ...step,
    duration_ms: Math.floor(seconds() * 1000),
    _aws: metrics([[['agent_name'], ['step_duration_seconds', 'Seconds']]]), step_duration_seconds: seconds() });

  trace.pipeline_status = step.success ? 'SUCCESS' : 'PARTIAL';
  trace.completed_at = now();
  trace.final_error = step.error_message;
  write('pipeline.completed', run, subject + trace.pipeline_status, { pipeline_status: trace.pipeline_status,
    duration_ms: Math.floor(seconds() * 1000), outcome: 'processed', trace,
    _aws: metrics([
      [['intent_type', 'pipeline_status'], ['pipeline_runs_total', 'Count'], ['pipeline_duration_seconds', 'Seconds']],
      [['outcome'], ['webhooks_total', 'Count']]]),
    pipeline_runs_total: 1, pipeline_duration_seconds: seconds(), webhooks_total: 1 });

  const summary = [`Trace ID: ${trace.trace_id}`, 'Intent: review_code', `Status: ${trace.pipeline_status}`,
    `Started: ${trace.started_at}`, `Completed: ${trace.completed_at}`, '', 'Execution Steps (1):',
    `  1. ${step.success ? '✅' : '🚫'} ${AGENT}: ${step.status}`].join('\n');
  return json(200, { trace_id: trace.trace_id, pipeline_status: trace.pipeline_status, intent_type: 'review_code',
    issue_key: run.issueKey, summary });
}

function handle(gateway, headers) {
  const body = Buffer.from(gateway.body ?? '', gateway.isBase64Encoded ? 'base64' : 'utf8');
  const run = { requestId: headers['lambda-runtime-aws-request-id'], xray: headers['lambda-runtime-trace-id'] ?? null,
    deliveryId: gateway.headers['x-atlassian-webhook-identifier'] ?? null, cold, size: body.length,
    address: gateway.requestContext.http.sourceIp };
  cold = false;
  if (!isSigned(body, gateway.headers['x-hub-signature'])) {
    return dismissed('rejected', run, 401, 'unauthenticated');
  }
  const event = JSON.parse(body);
  run.issueKey = event.issue.key;
  const change = event.changelog?.items?.find(({ field }) => field === 'status');
  if (!REVIEW_STATUS.includes(change?.toString)) {
    return dismissed('ignored', run, 200, 'to-status');
  }
  if (seen.has(run.deliveryId)) {
    return dismissed('duplicate', run, 200, 'delivery');
  }
  seen.add(run.deliveryId);
  if (seen.size > REMEMBERED) {
    seen.delete(seen.values().next().value);
  }
  return runReview(run, event);
}

for (;;) {
  const next = await call('GET', INVOCATION + 'next');
  const reply = handle(JSON.parse(next.body), next.headers);
  await call('POST', INVOCATION + next.headers['lambda-runtime-aws-request-id'] + '/response', JSON.stringify(reply));
}
