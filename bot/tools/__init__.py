"""The tools that programs which speak MCP (the Model Context Protocol) can call, over HTTP and over stdio."""
