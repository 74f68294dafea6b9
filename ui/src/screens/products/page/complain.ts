// Says in a corner what a choice was refused for: a choice has no room for words of its own.
import { notifications } from "@mantine/notifications";

export async function complainOf(answer: Promise<string | null>) {
  const refused = await answer;
  if (refused !== null) notifications.show({ message: refused, color: "brick", autoClose: 8_000, withBorder: true });
}
