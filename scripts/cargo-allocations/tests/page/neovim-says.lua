-- Writes the diagnostics of the buffer and the hover of its line 2 to the file that $SAYS names, then ends.
vim.wait(240000, function() return #vim.diagnostic.get(0) > 0 end, 100)
local says = {}
for _, one in ipairs(vim.diagnostic.get(0)) do
  table.insert(says, string.format("%d:%d %s", one.lnum + 1, one.col + 1, (one.message:gsub("\n.*", ""))))
end
vim.api.nvim_win_set_cursor(0, { 2, 5 })
local answers = vim.lsp.buf_request_sync(0, "textDocument/hover", vim.lsp.util.make_position_params(), 10000)
for _, answer in pairs(answers or {}) do
  for line in vim.gsplit(answer.result.contents.value, "\n") do table.insert(says, line) end
end
vim.fn.writefile(says, os.getenv("SAYS"))
vim.cmd("qa!")
