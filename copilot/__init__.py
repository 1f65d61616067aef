"""The agent: settings, models, toolbox, guards, conversations, command line. The only room that imports LangChain."""
