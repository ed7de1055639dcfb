-- One server for the directory that Neovim was started in.
local allocations
vim.api.nvim_create_autocmd("FileType", {
  pattern = "rust",
  callback = function(event)
    allocations = allocations or vim.lsp.start_client({
      name = "allocations",
      cmd = { "cargo", "allocations", "lsp" },
      root_dir = vim.fn.getcwd(),
    })
    vim.lsp.buf_attach_client(event.buf, allocations)
  end,
})
