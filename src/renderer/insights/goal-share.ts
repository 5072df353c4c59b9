/** What the product is to save at least where its findings are followed: a fifth of the tokens of prompts. */
export const goalShare = 0.2;
