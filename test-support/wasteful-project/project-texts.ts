/** Rules as a team writes them down over the years: every one is a sentence of its own. */
function rulesOf(things: readonly string[], aspects: readonly ((thing: string) => string)[]): string {
  return things.flatMap((thing) => aspects.map((aspect) => `- ${aspect(thing)}`)).join('\n');
}

const working = rulesOf(
  ['the schedule of the ferries', 'the list of harbours', 'the price of a crossing', 'the plan of the crews', 'the page of departures', 'the report of delays', 'the map of the lake', 'the mail to travellers', 'the archive of crossings', 'the login of the crews'],
  [
    (thing) => `Before you change ${thing}, read its tests and say in one sentence what you are about to do and why.`,
    (thing) => `What belongs to ${thing} stands in one folder; another part asks it by its exported functions and never reaches into its files.`,
    (thing) => `A mistake in ${thing} is mended with a test that fails without the change, also when the change is a single line.`,
    (thing) => `Where ${thing} needs something from the network, it is passed in by whoever starts it, so that a test can pass in something quicker.`,
  ],
);

const naming = rulesOf(
  ['a ferry', 'a harbour', 'a crossing', 'a crew', 'a fare', 'a delay', 'a timetable', 'a notice', 'a berth', 'a booking', 'a vehicle', 'a season', 'a landing', 'a voyage', 'a depot', 'a tariff', 'a refund', 'a signal', 'a route', 'a buoy'],
  [
    (thing) => `The type of ${thing} has the name that the harbour master uses; abbreviations are for nobody.`,
    (thing) => `A list of ${thing === 'a crew' ? 'crews' : `${thing.slice(2)}s`} is sorted where it is made, and whoever shows it leaves the order alone.`,
    (thing) => `An identifier of ${thing} is a string with its own type, so that no other identifier can be passed for it.`,
    (thing) => `Times that belong to ${thing} are in UTC with seconds, and turned into the local time of the harbour on the screen alone.`,
  ],
);

const releasing = rulesOf(
  ['the web pages', 'the timetable service', 'the ticket machine', 'the boards on the piers', 'the crew app'],
  [
    (thing) => `A release of ${thing} has a number, a date and a note of three sentences, and goes to the test harbour for one night.`,
    (thing) => `When ${thing} has to go back to the release before, say so in the channel of the night watch and write down what was seen.`,
    (thing) => `The certificates of ${thing} are renewed in the first week of a quarter, by whoever is on duty, with the list of steps in the wiki.`,
    (thing) => `Nobody releases ${thing} on the day before a holiday, or while the sea is rough: the harbour needs the people then.`,
  ],
);

/** How the team works, in the middle of it all and, since somebody thought that it was missing, once more at its end. */
export const repeatedChapter = `## How we work\n\n${working}\n`;

export const longMemory = [`# Ferries of the lake\n\nThe timetables of eleven harbours.\n`, repeatedChapter, `## Names\n\n${naming}\n`, `## Releases\n\n${releasing}\n`, repeatedChapter].join('\n');

/** What somebody adds while a session goes on. */
export const addedRule = '\n- The boards on the piers show the harbour that a ferry comes from, and never the one that it was built in.\n';

/** The tool descriptions of a server that somebody tried out once. */
export const weatherTools: readonly string[] = [
  'current_conditions', 'hourly_forecast', 'daily_forecast', 'wind_by_height', 'wave_height', 'water_temperature', 'air_pressure', 'visibility', 'precipitation_radar', 'lightning_strikes',
  'storm_warnings', 'ice_report', 'tide_table', 'sun_and_moon', 'pollen_count', 'historical_averages', 'nearest_stations', 'station_history',
];

export function weatherDescription(tool: string): string {
  const what = tool.replaceAll('_', ' ');
  return [
    `Returns the ${what} for a place or for a pair of coordinates.`,
    `Use this whenever the user asks about the ${what}, plans something out of doors, or mentions a journey that the ${what} could get in the way of.`,
    `The place may be a town, a harbour, a lake or a postal code; of several places of that name the one with the most inhabitants is taken, and the answer says which.`,
    `Values of the ${what} come in metric units with the time they were measured, the station, and how far that is away.`,
    `Where no station is near, the ${what} of a model is returned and marked as such. Results are kept for ten minutes, so that asking again brings nothing new.`,
  ].join(' ');
}

export const unusedSkill = [
  '---',
  'name: harbour-poster',
  'description: Lays out posters for the piers in three sizes with the colours of the season, the coat of arms of the harbour and the departures of one day in large type; use it when somebody wants a poster, a flyer, a notice with a picture or a sheet to be laminated for the waiting room.',
  '---',
  '',
  'Ask for the harbour, the season and the size. Then lay out the poster.',
  '',
].join('\n');

/** A source file that is long enough to be worth reading in parts. */
export function sourceFile(name: string): string {
  const functions = Array.from({ length: 14 }, (_, index) => [
    `/** Step ${index} of the ${name}: takes what the step before has left, and adds the crossings of harbour ${index}. */`,
    `export function ${name}Step${index}(crossings, harbour = 'harbour-${index}') {`,
    `  return crossings.filter((crossing) => crossing.from === harbour || crossing.minutes > ${index * 7}).map((crossing) => ({ ...crossing, step: ${index} }));`,
    '}',
    '',
  ]);
  return functions.flat().join('\n');
}
