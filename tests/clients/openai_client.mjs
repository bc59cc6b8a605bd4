// OpenAI's package for Node, unchanged: asks once whole and once streamed, and prints both as JSON.
import OpenAI from "openai";

const [baseURL, apiKey, question] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const request = {
  model: "nano",
  messages: [{ role: "user", content: question }],
  temperature: 0,
  seed: 1,
};
const whole = await client.chat.completions.create(request);
const stream = await client.chat.completions.create({
  ...request,
  stream: true,
  stream_options: { include_usage: true },
});
let text = "";
let usage = null;
for await (const chunk of stream) {
  text += chunk.choices[0]?.delta?.content ?? "";
  usage = chunk.usage ?? usage;
}
const models = [];
for await (const model of client.models.list()) models.push(model.id);
let refused = null;
try {
  await client.chat.completions.create({ ...request, temperature: 3 });
} catch (error) {
  refused = { status: error.status, param: error.param };
}
console.log(JSON.stringify({ whole, text, usage, models, refused }));
