import { describe, expect, it } from 'vitest';
import { maskedInPieces } from '../../../test-support/masked-in-pieces.ts';
import type { BodyForm } from './body-masker.ts';

// Put together at run time, so that no scanner finds a key here.
const drawn = `a7B8c9D0e1F2g3H4i5J6k7L8${'m9N0o1P2q3R4'}`;
const githubToken = `ghp_${drawn}`;
const googleKey = `AIza${drawn.slice(0, 35)}`;
const password = `Sup3r${'S3cretPw'}`;

describe('what stands directly before a secret', () => {
  it.each([
    ['a colour', `\u001b[32m${githubToken}\u001b[0m`],
    ['the colours of grep', `\u001b[32ma.env\u001b[m:TOKEN=\u001b[01;31m\u001b[K${githubToken}\u001b[m\u001b[K`],
    ['the colours of tput', `\u001b(B\u001b[m\u001b(B${githubToken}`],
    ['a colour as source files spell it', `\\x1b[1m${githubToken}`],
    ['a colour as shells spell it', `\\033[1;32m${githubToken} \\e[1m${githubToken}`],
    ['a colour as cat shows it', `^[[32m${githubToken}`],
    ['a colour that marks the mark alone', `\u001b[01;31m\u001b[Kghp_\u001b[m\u001b[K${drawn}`],
    ['a byte', `\\x00${githubToken}`],
    ['a byte in octal', `\\0${githubToken} \\012${githubToken}`],
    ['a space of an address', `Authorization=Bearer%20${githubToken}`],
    ['signs of an address', `cb%3Ftoken%3D${githubToken} %7B%22token%22%3A%22${githubToken}%22%7D`],
    ['signs of an address within another', `cb%253Ftoken%253D${githubToken}`],
    ['an equals sign of a mail', `token=3D${githubToken}`],
    ["the slash of a path, for Google's keys", `https://maps.googleapis.com/maps/api/place/${googleKey}`],
    ["a dash or an underscore, for Google's keys", `key-${googleKey} key_${googleKey}`],
  ])('may be %s', (_what, text) => {
    for (const left of masked(text)) {
      expect(left).not.toContain(drawn.slice(0, 8));
      expect(left).toContain('*'.repeat(30));
    }
  });

  it.each([
    ['a coloured name', `\u001b[1;34mDB_PASSWORD\u001b[0m=${password}`],
    ['a coloured operator', `\u001b[34;1m"password"\u001b[0m\u001b[1;39m:\u001b[0m \u001b[0;32m"${password}"\u001b[0m`],
    ['a coloured value', `DB_PASSWORD=\u001b[01;31m${password}\u001b[0m password: \u001b[32m${password}\u001b[39m`],
    ['colours between quotes', `password = "\u001b[32m${password}\u001b[39m"`],
    ['colours that are spelled', `\\x1b[32mDB_PASSWORD\\x1b[0m=\\x1b[1m${password} \\033[1mDB_PASSWORD=\\033[0m${password}`],
    ['a name behind an escape', `\\x00DB_PASSWORD=${password} %0aDB_PASSWORD=${password}`],
    ['a coloured command', `\u001b[32mcurl -u me:${password} https://x \u001b[36m+ \u001b[1mcurl\u001b[0m --user \u001b[33mme:${password}\u001b[0m \\x1b[32mcurl -u me:${password} \\033[1mcurl -u me:${password}`],
    ['a coloured .netrc', `\u001b[32mmachine h.org login me password ${password} \u001b[1mmachine\u001b[0m h.org \u001b[1mlogin\u001b[0m me \u001b[1mpassword ${password}`],
    ['an address in an address', `u=https%3A%2F%2Fbob%3A${password}%40db.internal%2Fx`],
    ['an address in an address in another', `u=https%253a%252f%252fbob%253a${password}%2540db.internal%252fx`],
    ['an address in an address with a slash in it', `u=https%3A%2F%2Fbob%3A%252F${password}%40db.internal%2Fx`],
  ])('is looked past: %s', (_what, text) => {
    for (const left of masked(text)) {
      expect(left).not.toContain(password.slice(0, 8));
      expect(left).toContain('*'.repeat(password.length));
    }
  });

  it.each([
    ['a word', `task-${drawn} flask-${drawn} x${githubToken}`],
    ['colours around what is none', '\u001b[32mpassword\u001b[0m: \u001b[1mstring\u001b[0m \u001b[31mTOKEN\u001b[0m=\u001b[1m$TOKEN\u001b[0m'],
    ['addresses in addresses', 'u=https%3A%2F%2Fdb.internal%3A8080%2F%40scope%2Fname%401.2.3&v=https%3A%2F%2Fme%40example.org%2F&w=http%3A%2F%2Fuser%3Apassword%40host'],
    ['base64', `${'Ab3/dEf6hIjKlMn0'.repeat(4)}AIza${drawn.slice(0, 35)}/+`],
    ['base64 that has two slashes', `${'Ab3/dEf6hIjKlMn0'.repeat(4)}1//0${drawn}${drawn}/+`],
  ])('tells nothing: %s', (_what, text) => {
    expect(masked(text)).toEqual(readAgain(text));
  });
});

describe('a password that begins like a reference', () => {
  const signs = ['#S3cure!passw0rd', '$ecret99pass', '@dm1nP4ssw0rd', '!Qaz2wsx#EDC', '&kd93KDk2l', '(9s8dF7s6d', '%9s8dF7s6d', '[a9s8dF7s6d', '{a9s8dF7s6d', '|a9s8dF7s6d', 'Zs9d$(8dF7s6dd', 'ab9%(8dF7s6dd', '#{9s8dF7s6dd', '$Secret2024', '$x9!kd83'];

  it.each(signs)('is masked: %s', (sign) => {
    const spelledInAddress = sign.replace('#', '%23').replace('/', '%2F');
    for (const text of [`X=1\nDB_PASSWORD=${sign}\nY=2\n`, `X=1\nDB_PASSWORD="${sign}"\nY=2\n`, `password: '${sign}'\n`, `postgres://admin:${spelledInAddress}@db.host/x`]) {
      for (const left of masked(text)) expect(left).not.toContain(sign.slice(-6));
    }
  });

  it('is masked where it is a key of Django', () => {
    for (const begin of ['!k3j#8s0d9f8&^', 'k3j#8s0d9$(f8&', '%(3j#8s0d9f8&^', '$(j#8s0d9f8&^x']) {
      const key = `${begin}w0x=s-d0f9s8d7f6g5h4j3k2l1q0w9e8r7t6`;
      for (const left of masked(`SECRET_KEY = '${key}'`)) expect(left).not.toContain(key.slice(-20));
    }
  });

  it.each([
    ['shells', 'PASSWORD=$1 PASSWORD=$PASS PASSWORD="$DB_PASS" PASSWORD=$(pass show db1x) TOKEN=$(cat /run/secrets/token1) SECRET="$(openssl rand -hex 32)" PASSWORD=${DB_PASS:-postgres} PASSWORD=$db_password TOKEN=$HOME/.token1 TOKEN=$ONE$TWO PASSWORD=\\$PASS'],
    ['PowerShell and cmd', 'PASSWORD=%DB_PASSWORD% password = $env:DB_PASSWORD token: "$env:API_TOKEN1" PASSWORD=%1'],
    ['PHP and Perl', `$password = $_POST['password1']; $password = $this->password1; 'password' => $config['pass1'], password => $auth0Token, $pass = @$x1;`],
    ['Ruby and SQL', 'password: @password1, "password" => "#{password1}", password = @Password1 and pass = :password1 password: &password1 password: *password1'],
    ['templates', 'password: {{ vault_password1 }} token: "{{token1}}" PASSWORD="{{ .Values.db1.password }}" TOKEN=${{ secrets.TOKEN1 }} password: <%= ENV["P1"] %> PASSWORD="<password1>" token: "[token1]" password: "{password1}" API_KEY="{api_key_1}"'],
    ['formats', 'password="%s" token="%(token1)s" PASSWORD="%{pass1}" secret="%env(SECRET1)%" password: "{0}" API_KEY="{}" password = "%1$s"'],
    ['tags', 'password: !secret db1password\ntoken: !ENV TOKEN1\npassword: !vault |\n  x\npassword: !password1'],
    ['addresses', 'http://u:$PASS@h http://u:${PASS1}@h http://u:%s@h http://u:{password1}@h http://u:%(pass1)s@h http://{}:{}@h http://u:[password1]@h http://$1:$2@h http://u:{{pass1}}@h http://u:%PASS1%@h http://([^:]+):([^@]+)@h http://u:$(cat x1)@h'],
    ['signs of nothing', 'PASSWORD=# PASSWORD=() TOKEN=[] SECRET={} password: "#ff00aa" password: "$$" TOKEN=&user1=x1y2z3w4 password: "!important"'],
  ])('is none where it is a whole one: %s', (_what, text) => {
    expect(masked(text)).toEqual(readAgain(text));
  });
});

describe('what a name or a word says is secret', () => {
  const pair = btoa(`bob:${password}`);
  const awsSecret = `${drawn}Zz/1`;
  const accountKey = `${drawn}+${drawn}${drawn.slice(0, 13)}==`;
  const uuid = `3b0f7c52-${'1d5e-4a7b'}-9c1d-0123456789ab`;

  it.each([
    ['names of variables that end so', `PGPASSWORD=${password} psql`, password],
    ['names that end so', `SSHPASS=${password} DBPASSWORD='${password}' GITHUBTOKEN=${drawn} "dbpassword": "${password}"`, password],
    ['what a client authenticates with', `REDISCLI_AUTH=${password}`, password],
    ['words with blanks between', `GPG_PASSPHRASE="correct horse 9${'battery'} staple"\nDB_PASSWORD='my pa55 9${'battery'} x'`, `9${'battery'}`],
    ['words alone', `BORG_PASSPHRASE="correct horse ${'battery'} staple"`, 'battery'],
    ["Docker's logins", `{"auths":{"https://index.docker.io/v1/":{"auth":"${pair}"}}}`, pair],
    ["npm's logins", `//registry.npmjs.org/:_auth=${pair}\n`, pair],
    ['a .netrc', `machine api.example.net login bob password ${password}\nmachine b\n  login c\n  password ${password}\n`, password],
    ['what curl is given', `curl -s -u bob:${password} https://a.test; curl --user "bob:${password}" x; curl -X POST --user 'bob:${password}'`, password],
    ['what the AWS CLI is told in a list', `aws_secret_access_key = ${awsSecret}, and so on (aws_secret_access_key = ${awsSecret})`, awsSecret],
    ['a value before a comma', `authorization: token ${awsSecret}, accept: x`, awsSecret],
    ['the key of an account before a comma', `AccountKey=${accountKey}, and`, accountKey],
    ['a UUID before a comma', `//registry.npmjs.org/:_authToken=${uuid}, and`, uuid],
    ['the variables of a process', `process.env.DB_PASSWORD=${password} env.DB_PASSWORD=${password} $env:DB_PASSWORD="${password}" import.meta.env.VITE_TOKEN=${password}`, password],
    ['a word that is a password', `DB_PASSWORD=hunter${'ing'} DB_PASS=hunter${'ing'} SSHPASS=hunter${'ing'} JWT_SECRET=hunter${'ing1'}`, `hunter${'ing'}`],
    ['a token without a name', `Authorization: Basic ${btoa(`:${drawn}`)} "auth": "${btoa(`:${drawn}`)}"`, btoa(`:${drawn}`)],
    ['a name and a password of more than ASCII', `Basic ${Buffer.from('jos\u00e9:p\u00e4ssw\u00f6rter\u2192').toString('base64')}`, Buffer.from('jos\u00e9:p\u00e4ssw\u00f6rter\u2192').toString('base64')],
    ['what the AWS CLI is given', `aws configure set aws_secret_access_key ${awsSecret}\naws configure set default.aws_secret_access_key "${awsSecret}"`, awsSecret],
  ])('is masked: %s', (_what, text, secret) => {
    for (const left of masked(text)) {
      expect(left).not.toContain(secret.slice(0, 7));
      expect(left).toContain('*'.repeat(secret.length));
    }
  });

  it.each([
    ['words that only end so', 'BYPASS=always1x COMPASS=north123 MAXTOKEN=abcd1234 NEXTTOKEN=abcd1234 resetpassword: "reset2024now please" OLDPWD=/home/me1'],
    ['ways to authenticate', 'auth: "required" "auth": "oauth2" HTTP_AUTH=negotiate auth="basic" GIT_AUTH=oauth2 auth=kerberos5 const auth = "sessions2x"; "auth":"bearerToken1"'],
    ['sentences', 'PASSWORD_HINT="use 8char or more" PASSWORD="Enter your 1st password" INVALID_PASSWORD="Passwords have 8 characters." PASSPHRASE="Enter a passphrase for the key"'],
    ['other logins', 'machine a login b password $PASS\nmachine a login b password <password>\nto login use the password from2024 and curl -u user:password x; curl -u $USER:$PASS1 y; curl -u "$A1:$B1" z; docker run -u 1000:1000 x'],
    ['talk of keys', 'the aws_secret_access_key is kept in ~/.aws/credentials; set aws_secret_access_key $AWS_SECRET or aws_secret_access_key YOUR_SECRET_ACCESS_KEY_GOES_HERE'],
  ])('is not masked: %s', (_what, text) => {
    expect(masked(text)).toEqual(readAgain(text));
  });
});

it.each([0, 1, 2, 3, 4, 5])('a password that is quoted is masked in JSON within JSON, and so on: %i times', (times) => {
  let text = JSON.stringify({ password: `${password}!` });
  for (let depth = 0; depth < times; depth += 1) text = JSON.stringify({ a: text });
  for (const pieceBytes of [1, 37, Infinity]) expect(maskedInPieces(text, 'json', pieceBytes)).toBe(text.replace(`${password}!`, '*'.repeat(password.length + 1)));
});

/** The text as it reads when it was masked: as it stands, in JSON, in JSON within JSON, and cut into the deltas of a stream. */
function masked(text: string): string[] {
  return spelled(text).map(([body, form]) => {
    const stored = maskedInPieces(body, form, Infinity);
    expect(maskedInPieces(body, form, 1)).toBe(stored);
    return form === 'event-stream' ? textOfDeltas(stored) : stored;
  });
}

function spelled(text: string): (readonly [string, BodyForm])[] {
  return [
    [text, 'text'],
    [JSON.stringify({ content: text }), 'json'],
    [JSON.stringify({ content: JSON.stringify({ text }) }), 'json'],
    [deltasOf('text_delta', 'text', text), 'event-stream'],
    [deltasOf('thinking_delta', 'thinking', text), 'event-stream'],
    [deltasOf('input_json_delta', 'partial_json', JSON.stringify({ text })), 'event-stream'],
  ];
}

function readAgain(text: string): string[] {
  return spelled(text).map(([body, form]) => (form === 'event-stream' ? textOfDeltas(body) : body));
}

function deltasOf(type: string, field: string, whole: string): string {
  return (whole.match(/[^]{1,5}/g) ?? []).map((piece) => `data: ${JSON.stringify({ type: 'content_block_delta', index: 0, delta: { type, [field]: piece } })}\n\n`).join('');
}

function textOfDeltas(body: string): string {
  const events = body.split('\n\n').filter((event) => event !== '');
  return events.map((event) => Object.values((JSON.parse(event.slice(6)) as { delta: Record<string, string> }).delta)[1]).join('');
}
