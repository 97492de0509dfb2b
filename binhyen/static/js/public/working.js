// Posts a sealed report. When so many arrive that the server asks for work first, the work is done in the sealing
// Worker and the same report is posted again; its solver is loaded only then.
import { post } from "./post.js";

// A puzzle runs out, and a crowd grows while one is solved.
const MOST_PUZZLES = 4;

// The answer of `post`. `solving` is called before each puzzle. Throws Unreachable as `post` does.
export async function postWorking(url, report, client, solving) {
  let answer = await post(url, report);
  for (let solved = 0; answer.body.code === "puzzle" && solved < MOST_PUZZLES; solved++) {
    solving();
    const work = await (await client()).call("solve", { puzzle: answer.body.puzzle });
    answer = await post(url, JSON.stringify({ ...JSON.parse(report), work }));
  }
  return answer;
}
