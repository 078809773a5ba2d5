// Passes requests on as they come, with a token besides: the conformance suite knows no way to give one.
// with_token.mjs TARGET TOKEN; prints the port it listens at.
import http from "node:http";

const [target, token] = process.argv.slice(2);
const { hostname, port } = new URL(target);
const proxy = http.createServer((request, response) => {
  const headers = { ...request.headers, authorization: `Bearer ${token}` };
  const passed = http.request({ hostname, port, path: request.url, method: request.method, headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  passed.on("error", () => response.destroy());
  response.on("close", () => passed.destroy());
  request.pipe(passed);
});
proxy.listen(0, "127.0.0.1", () => console.log(proxy.address().port));
