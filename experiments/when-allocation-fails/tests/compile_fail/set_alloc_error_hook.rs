fn main() {
    std::alloc::set_alloc_error_hook(|layout| panic!("no {} bytes", layout.size()));
}
